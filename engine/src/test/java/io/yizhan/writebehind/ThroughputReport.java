package io.yizhan.writebehind;

import io.vertx.core.Vertx;
import io.yizhan.catalogue.store.CatalogueStore;
import io.yizhan.core.Event;
import io.yizhan.core.Region;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueTerms;
import io.yizhan.journal.MemoryJournal;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Schema;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.region.RegionRows;
import io.yizhan.region.RegionStore;
import io.yizhan.town.LivelyTown;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Prints how fast reservations become rows, and rows books again. Not a test: run by hand, with how many as an argument. */
final class ThroughputReport {
    private static final int SLOTS = 100_000;

    private ThroughputReport() {}

    public static void main(String[] args) throws Exception {
        int count = args.length == 0 ? 1_000_000 : Integer.parseInt(args[0]);
        var uri = new PostgresUri(TestPostgres.freshDatabase());
        Schema.migrate(uri);
        new CatalogueStore(uri).store(LivelyTown.city(2, 3), new byte[] {1}, (done, total) -> {});
        var store = new RegionStore(uri, LivelyTown.ID);
        RegionRows.Ownership ownership = store.takeOver(LivelyTown.ZONE);
        Vertx vertx = Vertx.vertx();
        var journal = new MemoryJournal();
        var sink = new PostgresRowSink(vertx, uri, LivelyTown.ID, ownership.epoch());
        try (var writeBehind =
                new WriteBehind(LivelyTown.ID, journal, sink, 0, InstantSource.system(), PeakPause.NONE)) {
            writeBehind.start();
            journal.appendAll(List.of(new Event.VenueDefined(1, 2, new VenueTerms(1, false, 1_000, 0)), slots(count)));
            writeBehind.flushThrough(2, Duration.ofMinutes(5));
            for (int id = 1; id <= count; id++) {
                long slot = SlotKey.of(2, (int) (id * 7_919L % SLOTS));
                journal.append(new Event.ReservationPlaced(
                        2, id, "member-" + id % 400_000, id, id, new long[] {slot}, 1, 0, 0, 1, 0));
            }
            long startNs = System.nanoTime();
            journal.sync();
            writeBehind.signal();
            if (!writeBehind.flushThrough(count + 2L, Duration.ofMinutes(10)))
                throw new IllegalStateException("stopped");
            double seconds = (System.nanoTime() - startNs) / 1e9;
            System.out.printf(
                    "%d reservations to rows: %.1f s, %.0f/s; %s%n",
                    count, seconds, count / seconds, writeBehind.figures());
        }
        for (int run = 0; run < 3; run++) {
            long startNs = System.nanoTime();
            Region region = new Region(LivelyTown.RULES);
            store.load(region);
            System.out.printf(
                    "%d reservations to books: %.1f s%n",
                    region.reservationCount(), (System.nanoTime() - startNs) / 1e9);
        }
        vertx.close();
        System.exit(0);
    }

    private static Event slots(int reservations) {
        var start = new int[SLOTS];
        var end = new int[SLOTS];
        var capacity = new int[SLOTS];
        for (int i = 0; i < SLOTS; i++) {
            start[i] = i;
            end[i] = i + 1;
            capacity[i] = reservations;
        }
        return new Event.SlotsOpened(
                1, 2, false, start, end, capacity, new int[SLOTS], new boolean[SLOTS], new int[SLOTS]);
    }
}
