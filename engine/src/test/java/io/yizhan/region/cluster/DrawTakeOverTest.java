package io.yizhan.region.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Booking;
import io.yizhan.core.Command;
import io.yizhan.core.DrawResult;
import io.yizhan.core.Event;
import io.yizhan.core.EventSink;
import io.yizhan.core.NoticeKind;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.core.Term;
import io.yizhan.core.VenueTerms;
import io.yizhan.core.draw.DrawnTown;
import io.yizhan.journal.stream.MemoryStream;
import io.yizhan.journal.stream.StreamJournal;
import io.yizhan.journal.stream.StreamJournalOptions;
import io.yizhan.rows.MemoryNotices;
import io.yizhan.writebehind.RowBatch;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An owner dies in the middle of a draw, and another one goes on. */
final class DrawTakeOverTest {
    private static final int ENTRANTS = 300;
    private static final int PLACES = 4;
    private static final int WAITLIST_MAX = 100;
    private static final long SLOT = Booking.slot(1, 4);

    private final MemoryStream stream = new MemoryStream();
    private final RowsInMemory rows = new RowsInMemory();
    private final List<List<Event>> commands = new ArrayList<>();

    /** One who writes the books: each command's events are in the stream together. */
    private final class Owner implements EventSink {
        final Region region;
        final StreamJournal journal;
        final List<Event> command = new ArrayList<>();

        Owner(Region region, StreamJournal journal) {
            this.region = region;
            this.journal = journal;
        }

        @Override
        public void begin() {
            if (!command.isEmpty()) commands.add(List.copyOf(command));
            command.clear();
        }

        @Override
        public void take(Event event) {
            journal.append(event, !command.isEmpty());
            command.add(event);
        }

        void carryOut(Command command, long nowMs) throws Exception {
            region.carryOut(command, nowMs, this);
            sync();
        }

        /** One slice; whether there is more. */
        boolean elapse(long nowMs, int limit) throws Exception {
            boolean more = region.elapse(nowMs, limit, this);
            sync();
            return more;
        }

        void sync() throws Exception {
            begin();
            journal.sync();
        }
    }

    private Owner first() throws Exception {
        long epoch = rows.takeOver(ZoneOffset.UTC).epoch();
        StreamJournal journal =
                StreamJournal.takeOver(stream.connect(), epoch, 0, StreamJournalOptions.of("town"), System::nanoTime);
        rows.present = rows.present.served();
        return new Owner(new Region(Rules.DEFAULT), journal);
    }

    private Owner second() throws Exception {
        TakeOver.Progress.Done done = TakeOverTest.done(stream, rows);
        assertThat(done.epoch()).isEqualTo(2);
        return new Owner(done.region(), done.journal());
    }

    private static void enterAll(Owner owner) throws Exception {
        owner.carryOut(
                DrawnTown.venue(1, new VenueTerms(1, false, 300_000, 0).with(Term.WAITLIST_MAX, WAITLIST_MAX)), 1);
        owner.carryOut(DrawnTown.slot(1, PLACES, 4, 4), 1);
        for (int i = 0; i < ENTRANTS; i++) owner.carryOut(DrawnTown.entry("m-" + i, i, SLOT, i % 2 == 0), 1_000 + i);
    }

    /** What a write-behind would have written by then. */
    private void write(int from, int to) throws Exception {
        RowBatch batch = new RowBatch(rows.present.seq);
        for (List<Event> command : commands.subList(from, to)) {
            if (!batch.takes(command)) {
                rows.present = rows.present.with(rows.present.epoch, batch);
                batch = new RowBatch(rows.present.seq);
            }
            batch.add(command);
        }
        if (!batch.isEmpty()) rows.present = rows.present.with(rows.present.epoch, batch);
    }

    private <E extends Event> List<E> said(Class<E> kind) {
        return commands.stream()
                .flatMap(List::stream)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /**
     * @param decidedBefore about so many the first owner has decided
     * @param writtenBefore so many of these are in the rows, the others in the stream alone; -1 where not even the entries are in the rows
     */
    @ParameterizedTest(name = "{0} decided, of which the rows have {1}")
    @CsvSource({"0,-1", "0,0", "150,-1", "150,0", "150,70", "150,150", "299,128"})
    void whoeverTakesOverGoesOnInTheSameOrderAndDecidesAndTellsOnce(int decidedBefore, int writtenBefore)
            throws Exception {
        Owner first = first();
        enterAll(first);
        long nowMs = 3 * Booking.HOUR_MS;
        first.elapse(nowMs, 1);
        first.carryOut(DrawnTown.reveal(SLOT), nowMs);
        int revealed = commands.size();
        while (said(Event.DrawDecided.class).size() < decidedBefore)
            first.elapse(
                    nowMs,
                    Math.min(64, decidedBefore - said(Event.DrawDecided.class).size()));
        assertThat(said(Event.DrawDecided.class)).hasSize(decidedBefore);
        int written = writtenBefore < 0 ? 0 : revealed + writtenBefore;
        write(0, written);

        Owner second = second();
        for (boolean more = true; more; ) more = second.elapse(nowMs + 60_000, 64);
        write(written, commands.size());

        List<Event.DrawDecided> decided = said(Event.DrawDecided.class);
        assertThat(decided).extracting(Event.DrawDecided::rank).isEqualTo(ranks());
        assertThat(decided).extracting(Event.DrawDecided::number).isEqualTo(order());
        assertThat(decided).extracting(Event.DrawDecided::reservationId).doesNotHaveDuplicates();
        assertThat(decided.stream().filter(it -> it.result() == DrawResult.WON)).hasSize(PLACES);
        assertThat(decided.stream().filter(it -> it.result() == DrawResult.WAITS))
                .hasSize(WAITLIST_MAX);
        assertThat(said(Event.DrawCarriedOut.class)).hasSize(1);
        assertThat(second.region.drawFigures().drawing()).isZero();
        second.region.checkInvariants();
        toldOnce(decided);
    }

    private static List<Integer> ranks() {
        List<Integer> ranks = new ArrayList<>();
        for (int rank = 1; rank <= ENTRANTS; rank++) ranks.add(rank);
        return ranks;
    }

    private void toldOnce(List<Event.DrawDecided> decided) {
        Map<Long, NoticeKind> told = new HashMap<>();
        for (MemoryNotices.Told it : rows.present.notices.told.values())
            assertThat(told.put(it.reservationId(), it.kind())).as("%s", it).isNull();
        for (Event.DrawDecided it : decided) {
            assertThat(told).containsKey(it.reservationId());
            assertThat(told.get(it.reservationId()) == NoticeKind.CONFIRMED).isEqualTo(it.result() == DrawResult.WON);
        }
        assertThat(told).hasSize(ENTRANTS);
    }

    /** By the words of the protocol alone. */
    private List<Integer> order() throws Exception {
        StringBuilder lines = new StringBuilder();
        List<Event.DrawEntered> entered = said(Event.DrawEntered.class);
        for (Event.DrawEntered it : entered)
            lines.append(it.number()).append('\t').append(it.pseudonym().hex()).append("\t1\n");
        String id = DrawnTown.drawId(SLOT);
        String text = "yizhan-draw-1\n" + id + "\n" + sha256(lines.toString()) + "\n" + DrawnTown.secret() + "\n\n";
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(HexFormat.of().parseHex(sha256(text)), "HmacSHA256"));
        List<Integer> order = new ArrayList<>();
        Map<Integer, BigInteger> keys = new HashMap<>();
        for (Event.DrawEntered it : entered) {
            keys.put(it.number(), new BigInteger(1, mac.doFinal((id + "\n" + it.number() + "\n1").getBytes(UTF_8))));
            order.add(it.number());
        }
        order.sort(Comparator.comparing(keys::get));
        return order;
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }
}
