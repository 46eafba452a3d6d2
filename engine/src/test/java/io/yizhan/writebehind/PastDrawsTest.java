package io.yizhan.writebehind;

import static io.yizhan.writebehind.Streams.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.yizhan.core.Booking;
import io.yizhan.core.Command;
import io.yizhan.core.DrawCommand;
import io.yizhan.core.DrawOutcome.EntriesFound;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Term;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import io.yizhan.core.draw.DrawnTown;
import io.yizhan.drawn.PastDraws.Past;
import io.yizhan.drawn.PostgresPastDraws;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.region.RegionStore;
import io.yizhan.town.LivelyTown;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the rows tell of a draw is what the books have told of it, also when they have forgotten it. */
@Tag("server")
class PastDrawsTest {
    private static final int VENUE = 2;
    private static final long SLOT = Booking.slot(VENUE, 4);
    private static final long EMPTY = Booking.slot(VENUE, 6);
    private static final long OPEN = Booking.slot(VENUE, 30);

    private static Vertx vertx;

    private final Booking booking = new Booking();
    private long seq;
    private int written;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Each command's events together. */
    private void write(RowSink sink) throws Exception {
        while (written < booking.journal.size()) {
            int end = written + 1;
            if (end < booking.journal.size() && booking.journal.get(end) instanceof Event.DrawEntered) end++;
            RowBatch batch = batch(seq, booking.journal.subList(written, end));
            sink.write(batch);
            seq = batch.lastSeq();
            written = end;
        }
    }

    private void draw() {
        booking.carryOut(DrawnTown.venue(VENUE, new VenueTerms(1, true, 300_000, 0).with(Term.WAITLIST_MAX, 1)));
        booking.carryOut(DrawnTown.slot(VENUE, 1, 4, 4));
        booking.carryOut(DrawnTown.slot(VENUE, 1, 6, 4));
        booking.carryOut(DrawnTown.slot(VENUE, 1, 30, 4));
        Outcome first = booking.carryOut(DrawnTown.entry("m-1", 1, SLOT, false));
        for (int i = 2; i <= 5; i++) booking.carryOut(DrawnTown.entry("m-" + i, i, SLOT, i % 2 == 0));
        booking.carryOut(
                new Command.CancelReservation("m-1", booking.reservation(first).id()));
        booking.carryOut(DrawnTown.entry("m-1", 6, OPEN, false));
        booking.nowMs = 3 * Booking.HOUR_MS;
        booking.carryOut(DrawnTown.reveal(SLOT));
        booking.nowMs = 5 * Booking.HOUR_MS;
    }

    private EntriesFound inBooks(long slot) {
        return (EntriesFound) booking.carryOut(new DrawCommand.ListEntries(slot, 0, 100));
    }

    @Test
    void staysAsItWasWhenItsSlotHasLeftTheBooks() throws Exception {
        PostgresUri uri = PostgresRowSinkTest.freshTown();
        PostgresPastDraws past = new PostgresPastDraws(uri);
        long epoch =
                new RegionStore(uri, LivelyTown.ID).takeOver(LivelyTown.ZONE).epoch();
        draw();
        EntriesFound drawn = inBooks(SLOT);
        EntriesFound empty = inBooks(EMPTY);
        assertThat(drawn.entries()).hasSize(5);
        try (RowSink sink = new PostgresRowSink(vertx, uri, LivelyTown.ID, epoch)) {
            sink.connect();
            write(sink);
            isTold(past.find(LivelyTown.ID, SLOT), drawn);
            assertThat(past.find(LivelyTown.ID, OPEN))
                    .as("nobody sees who has entered before the entries are fixed")
                    .isEmpty();
            booking.nowMs = 20 * Booking.HOUR_MS;
            booking.carryOut(new VenueCommand.RetireSlots(10 * Booking.HOUR_MIN));
            write(sink);
        }
        isTold(past.find(LivelyTown.ID, SLOT), drawn);
        isTold(past.find(LivelyTown.ID, EMPTY), empty);
        assertThat(past.find(LivelyTown.ID, SLOT + 1)).isEmpty();
        assertThat(past.find("elsewhere", SLOT)).isEmpty();
    }

    private static void isTold(Optional<Past> found, EntriesFound inBooks) {
        Past told = found.orElseThrow();
        assertThat(told.draw()).usingRecursiveComparison().isEqualTo(inBooks.draw());
        assertThat(told.entries()).isEqualTo(inBooks.entries());
    }
}
