package io.yizhan.bench;

import io.vertx.core.Vertx;
import io.yizhan.bench.chart.Axis;
import io.yizhan.bench.chart.DotChart.Spread;
import io.yizhan.bench.chart.LineChart;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.DemoCity;
import io.yizhan.catalogue.store.CatalogueStore;
import io.yizhan.core.Event;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.journal.Journal;
import io.yizhan.journal.file.FileJournal;
import io.yizhan.postgres.EmbeddedPostgres;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Schema;
import io.yizhan.region.RegionStore;
import io.yizhan.writebehind.PostgresRowSink;
import io.yizhan.writebehind.RowBatch;
import io.yizhan.writebehind.RowSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * How long the books take to come back, in this process: from the rows of a real PostgreSQL, as after a checkpoint, and from the journal
 * alone, as where nothing has reached the rows. {@link BookingEvents} of the demo city, the same for both; both must give the same books.
 */
final class GrowthRestart {
    /** Events between two syncs of the journal as it is written. */
    private static final int SYNC_EVENTS = 4_096;

    private final int repeats;
    private final @Nullable Path parent;

    /** @param parent where database and journal go; null for the system's temporary folder */
    GrowthRestart(int repeats, @Nullable Path parent) {
        this.repeats = repeats;
        this.parent = parent;
    }

    /** So long it took, and what came of it. */
    private record Came(Spread s, long events, int reservations, int slots, long stateHash) {}

    private interface Way {
        /** @return how many events */
        long load(Region into) throws Exception;
    }

    /** @param sizes reservations ever placed, ascending */
    void measure(Section section, int[] sizes) throws Exception {
        Path folder = parent == null
                ? Files.createTempDirectory("yizhan-restart")
                : Files.createTempDirectory(parent, "restart");
        Table table = new Table(
                "",
                "",
                List.of(
                        "reservations placed",
                        "in the books",
                        "slots",
                        "from rows, s",
                        "reservations/s",
                        "events",
                        "from the journal, s",
                        "events/s"));
        List<Double> x = new ArrayList<>();
        List<Double> rowsS = new ArrayList<>();
        List<Double> journalS = new ArrayList<>();
        ExecutorService background = Executors.newSingleThreadExecutor();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0)) {
            Written written = new Written(new PostgresUri(postgres.uri()), folder.resolve("journal"), background);
            try (written) {
                for (int size : sizes) {
                    written.upTo(size);
                    Came rows = came(written::rows);
                    Came journal = came(written::journal);
                    if (rows.stateHash != journal.stateHash)
                        throw new IllegalStateException("rows and journal gave different books at " + size);
                    x.add((double) size);
                    rowsS.add(rows.s.median());
                    journalS.add(journal.s.median());
                    table.row(
                            Table.number("%,.0f", size),
                            Table.number("%,.0f", rows.reservations),
                            Table.number("%,.0f", rows.slots),
                            text(rows.s),
                            Table.number("%,.0f", rows.reservations / rows.s.median()),
                            Table.number("%,.0f", (double) journal.events),
                            text(journal.s),
                            Table.number("%,.0f", journal.events / journal.s.median()));
                }
            }
        } finally {
            background.shutdown();
            JournalWrite.delete(folder);
        }
        LineChart chart = new LineChart(
                "Time until the books are back", new Axis("reservations placed", true), new Axis("s, median", true));
        chart.line("from PostgreSQL's rows", x, rowsS).line("from the journal alone", x, journalS);
        section.chart("growth-restart", chart).table(table);
    }

    private static String text(Spread s) {
        return Table.number("%.2f", s.median()) + " (" + Table.number("%.2f", s.low()) + " to "
                + Table.number("%.2f", s.high()) + ")";
    }

    private Came came(Way way) throws Exception {
        double[] tookS = new double[repeats];
        Region region = new Region(Rules.DEFAULT);
        long events = way.load(region); // The compiler's share, not recorded.
        for (int i = 0; i < repeats; i++) {
            region = new Region(Rules.DEFAULT);
            long beganNs = System.nanoTime();
            way.load(region);
            tookS[i] = (System.nanoTime() - beganNs) / 1e9;
        }
        return new Came(Spread.of(tookS), events, region.reservationCount(), region.slotCount(), region.stateHash());
    }

    /** Rows and a journal of the same events, further on from size to size. */
    private static final class Written implements AutoCloseable {
        private final Vertx vertx = Vertx.vertx();
        private final Path journal;
        private final ExecutorService background;
        private final RegionStore store;
        private final RowSink sink;
        private final BookingEvents events;
        private long seq;
        private int placed;

        Written(PostgresUri uri, Path journal, ExecutorService background) throws Exception {
            this.journal = journal;
            this.background = background;
            Schema.migrate(uri);
            City city = DemoCity.shanghai();
            var stored = new CatalogueStore(uri).store(city, new byte[] {1}, (done, total) -> {});
            store = new RegionStore(uri, city.id());
            sink = new PostgresRowSink(
                    vertx, uri, city.id(), store.takeOver(city.zone()).epoch());
            sink.connect();
            events = new BookingEvents(city, stored.stationNos(), stored.venueNos(), false);
            add(events.opening());
        }

        void upTo(int reservations) throws Exception {
            add(events.next(reservations - placed));
            placed = reservations;
        }

        private void add(List<Event> next) throws Exception {
            try (FileJournal open = JournalWrite.opened(journal, background)) {
                int unsynced = 0;
                for (Event event : next) {
                    open.append(event);
                    if (++unsynced % SYNC_EVENTS == 0 || open.batchBytesFree() < Journal.EVENT_BYTES_MAX) open.sync();
                }
                open.sync();
            }
            seq = RowsDriver.write(sink, seq, next, RowBatch.EVENTS_MAX).seq();
        }

        long rows(Region into) throws Exception {
            store.load(into);
            return seq;
        }

        long journal(Region into) throws IOException {
            try (FileJournal open = JournalWrite.opened(journal, background);
                    Journal.Reader reader = open.read(0)) {
                int read = 1;
                while (read > 0) read = reader.next((at, event) -> into.apply(event));
                if (reader.seq() != seq) throw new IllegalStateException("only " + reader.seq() + " of " + seq);
                return seq;
            }
        }

        @Override
        public void close() {
            sink.close();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
