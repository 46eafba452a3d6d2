package io.yizhan.region.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import io.yizhan.journal.JournalUnusable;
import io.yizhan.journal.record.EventCodec;
import io.yizhan.journal.stream.EventStream;
import io.yizhan.journal.stream.MemoryStream;
import io.yizhan.journal.stream.StreamJournal;
import io.yizhan.journal.stream.StreamJournalOptions;
import io.yizhan.lease.Lease;
import io.yizhan.region.cluster.TakeOver.Progress;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A region whose first owner served, and died with events that only the stream has; then others try. */
final class TakeOverTest {
    private static final long GRACE_MS = 3_000;
    private static final long NOW_MS = 1_000_000;

    private final MemoryStream stream = new MemoryStream();
    private final RowsInMemory rows = new RowsInMemory();
    private long answered;

    /** Everybody's, since safety does not rest on it. */
    private static final class Free implements Lease {
        @Override
        public Attempt acquire() {
            return Attempt.HELD;
        }

        @Override
        public void release() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void serveAndDie() throws Exception {
        StreamJournal journal = claim(rows.takeOver(ZoneOffset.UTC).epoch());
        rows.present = rows.present.served();
        Region region = new Region(Rules.DEFAULT);
        region.carryOut(new VenueCommand.DefineVenue(1, new VenueTerms(1, false, 60_000, 0)), NOW_MS, journal::append);
        journal.sync();
        answered = journal.lastSeq();
    }

    private StreamJournal claim(long epoch) throws Exception {
        return StreamJournal.takeOver(stream.connect(), epoch, 0, StreamJournalOptions.of("town"), System::nanoTime);
    }

    private TakeOver attempt() {
        return attempt(stream, rows);
    }

    private static TakeOver attempt(MemoryStream stream, RowsInMemory rows) {
        return new TakeOver(
                new TakeOver.Terms("town", ZoneOffset.UTC, StreamJournalOptions.of("town"), true, GRACE_MS),
                new Free(),
                rows,
                stream.connect(),
                () -> new Region(Rules.DEFAULT),
                null,
                () -> 0);
    }

    private Progress.Done done() throws Exception {
        return done(stream, rows);
    }

    /** What comes of it, which is to come without any waiting. */
    static Progress.Done done(MemoryStream stream, RowsInMemory rows) throws Exception {
        TakeOver attempt = attempt(stream, rows);
        for (int steps = 0; steps < 10; steps++) {
            Progress progress = attempt.step();
            if (progress instanceof Progress.Done done) return done;
            assertThat(progress).isEqualTo(Progress.Going.GOING);
        }
        throw new AssertionError("it comes to no end");
    }

    /** Or it would drive out one that can read it, and raise the epoch with each attempt. */
    @Test
    void leavesRowsAndStreamAloneWhereItCanNotReadWhatTheLastOwnerWrote() throws Exception {
        stream.ofANewerVersion(answered);
        EventStream.Stand before = stream.stand();

        for (int i = 0; i < 3; i++)
            assertThatThrownBy(() -> attempt().step())
                    .isInstanceOf(JournalUnusable.class)
                    .hasMessageContaining("schema version " + (EventCodec.SCHEMA_VERSION + 1));
        assertThat(rows.stand().epoch()).isEqualTo(1);
        assertThat(stream.stand()).isEqualTo(before);
    }

    @Test
    void findsWhatWasAnswered() throws Exception {
        Progress.Done done = done();
        assertThat(done.epoch()).isEqualTo(2);
        assertThat(done.journal().lastSeq()).isEqualTo(answered).isPositive();
    }

    @Test
    void doesNotWaitWhereOthersRaisedTheEpochAndCameNoFurther() throws Exception {
        rows.takeOver(ZoneOffset.UTC);
        rows.takeOver(ZoneOffset.UTC);
        Progress.Done done = done();
        assertThat(done.epoch()).isEqualTo(4);
        assertThat(done.journal().lastSeq()).isEqualTo(answered);
    }

    @Test
    void doesNotWaitWhereAnotherClaimedTheStreamAndCameNoFurtherAndAThirdRaisedTheEpochSince() throws Exception {
        claim(rows.takeOver(ZoneOffset.UTC).epoch());
        rows.takeOver(ZoneOffset.UTC);
        Progress.Done done = done();
        assertThat(done.epoch()).isEqualTo(4);
        assertThat(done.journal().lastSeq()).isEqualTo(answered);
    }

    @Test
    void waitsForTheOwnerWhereTheStreamIsLost() throws Exception {
        stream.set(new MemoryStream());
        assertThat(attempt().step())
                .isInstanceOfSatisfying(
                        Progress.Waiting.class, it -> assertThat(it.ms()).isGreaterThanOrEqualTo(GRACE_MS));
    }

    /** Only who served counts: the stream knows the first owner, not the second. */
    @Test
    void waitsWhereTheStreamIsAnOlderOwnersThanTheLastThatServed() throws Exception {
        claim(rows.takeOver(ZoneOffset.UTC).epoch());
        rows.present = rows.present.served();
        rows.takeOver(ZoneOffset.UTC);
        stream.set(new MemoryStream());
        stream.connect().restart(1, answered);
        assertThat(attempt().step()).isInstanceOf(Progress.Waiting.class);
    }
}
