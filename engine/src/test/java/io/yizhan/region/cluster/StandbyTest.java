package io.yizhan.region.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.core.Books;
import io.yizhan.core.Command;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import io.yizhan.journal.Journal;
import io.yizhan.journal.JournalUnusable;
import io.yizhan.journal.record.EventCodec;
import io.yizhan.journal.stream.EventStream;
import io.yizhan.journal.stream.MemoryStream;
import io.yizhan.journal.stream.StreamJournal;
import io.yizhan.journal.stream.StreamJournalOptions;
import io.yizhan.region.RegionRows;
import io.yizhan.rows.MemoryRows;
import java.io.IOException;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** The books of a standby beside the stream that it follows; the rows hold nothing yet. */
final class StandbyTest {
    private static final long NOW_MS = 1_000_000;

    private final MemoryStream stream = new MemoryStream();
    private final Audience audience = new Audience();
    private final Standby standby =
            new Standby(new NoRows(), stream.connect(), () -> new Region(Rules.DEFAULT), audience);

    /** What it has shown. */
    private static final class Audience implements Standby.Audience {
        int loads;
        Region books = new Region(Rules.DEFAULT);

        @Override
        public void loaded(Region fresh, long seq) {
            loads++;
            books = fresh;
        }

        @Override
        public void advanced(long seq) {}
    }

    private static final class NoRows implements RegionRows {
        private final MemoryRows none = new MemoryRows();

        @Override
        public Ownership stand() {
            return new Ownership(none.epoch, none.seq, none.servedEpoch);
        }

        @Override
        public Ownership takeOver(ZoneId zone) {
            throw new AssertionError("a standby takes nothing over");
        }

        @Override
        public Figures load(Books books) {
            return none.load(books);
        }
    }

    /** An owner: each call opens the slots of one more venue, in a batch of its own. */
    private final class Owner {
        final Region region = new Region(Rules.DEFAULT);
        final StreamJournal journal;

        Owner(long epoch) throws IOException {
            journal = StreamJournal.takeOver(
                    stream.connect(), epoch, 0, StreamJournalOptions.of("town"), System::nanoTime);
            try (Journal.Reader reader = journal.read(0)) {
                while (reader.next((seq, event) -> region.apply(event)) > 0) {
                    // To the end.
                }
            }
        }

        void opens(int venueNo, int capacity) throws IOException {
            does(new VenueCommand.DefineVenue(venueNo, new VenueTerms(1, false, 60_000, 0)));
            does(new VenueCommand.OpenSlots(
                    venueNo, new int[] {30}, new int[] {90}, new int[] {capacity}, new int[1], new boolean[1]));
            journal.sync();
        }

        private void does(Command command) {
            region.carryOut(command, NOW_MS, journal::append);
        }
    }

    private void follow() throws Exception {
        for (int i = 0; i < 4; i++) standby.step();
    }

    @Test
    void followsItsOwner() throws Exception {
        Owner owner = new Owner(1);
        owner.opens(1, 3);
        follow();
        owner.opens(2, 5);
        follow();

        assertThat(standby.ready()).isTrue();
        assertThat(standby.seq()).isEqualTo(owner.journal.lastSeq());
        assertThat(audience.books.stateHash()).isEqualTo(owner.region.stateHash());
        assertThat(audience.loads).isEqualTo(1);
    }

    @Test
    void loadsAnewWhereTheNextOwnerWentOnFromAnOlderCopy() throws Exception {
        Owner former = new Owner(1);
        former.opens(1, 3);
        MemoryStream copy = stream.copy();
        former.opens(2, 5);
        follow();
        stream.set(copy);
        Owner next = new Owner(2);
        next.opens(2, 7);
        next.opens(3, 2);
        follow();

        // Under the numbers of the second venue's slots the standby had seen others.
        assertThat(standby.seq()).isEqualTo(next.journal.lastSeq());
        assertThat(audience.books.stateHash())
                .isEqualTo(next.region.stateHash())
                .isNotEqualTo(former.region.stateHash());
    }

    @Test
    void hasNoBooksWhereItCanNotReadWhatItsOwnerWrites() throws Exception {
        Owner owner = new Owner(1);
        owner.opens(1, 3);
        follow();
        assertThat(standby.ready()).isTrue();
        owner.opens(2, 5);
        stream.ofANewerVersion(owner.journal.lastSeq());

        assertThatThrownBy(standby::step)
                .isInstanceOf(JournalUnusable.class)
                .hasMessageContaining("schema version " + (EventCodec.SCHEMA_VERSION + 1));
        assertThat(standby.ready()).isFalse();
    }

    @Test
    void givesItsBooksOnlyToWhoFoundTheEpochThatItFollowed() throws Exception {
        new Owner(1).opens(1, 3);
        follow();
        long seq = standby.seq();

        assertThat(standby.handOver(new EventStream.Stand(2, seq), 0, seq)).isNull();
        follow();
        assertThat(standby.handOver(new EventStream.Stand(1, seq), seq + 1, seq + 1))
                .isNull();
        follow();
        assertThat(standby.handOver(new EventStream.Stand(1, seq), 0, seq - 1)).isNull();
        follow();
        assertThat(standby.handOver(new EventStream.Stand(1, seq), 0, seq)).isNotNull();
        assertThat(standby.ready()).isFalse();
    }

    @Test
    void loadsAnewWhereWhatComesNextIsGone() throws Exception {
        Owner owner = new Owner(1);
        owner.opens(1, 3);
        follow();
        owner.opens(2, 5);
        long gone = owner.journal.lastSeq();
        owner.opens(3, 5);
        stream.lose(gone);
        follow();

        assertThat(audience.loads).isGreaterThan(1);
    }
}
