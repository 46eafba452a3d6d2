package io.yizhan.bench;

import com.sun.management.OperatingSystemMXBean;
import io.vertx.core.Vertx;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.DemoCity;
import io.yizhan.catalogue.store.CatalogueStore;
import io.yizhan.core.Event;
import io.yizhan.postgres.EmbeddedPostgres;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Schema;
import io.yizhan.region.RegionStore;
import io.yizhan.writebehind.PostgresRowSink;
import io.yizhan.writebehind.RowBatch;
import io.yizhan.writebehind.RowSink;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * How many reservations a second become rows, and what that costs PostgreSQL: {@link BookingEvents} through the real sink into a real
 * embedded server, one batch after the other, as the write-behind sends them when it has to catch up.
 */
@CommandLine.Command(name = "bench/run rows", mixinStandardHelpOptions = true, sortOptions = false)
final class RowsDriver implements Callable<Integer> {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    @Option(names = "--reservations", defaultValue = "150000", description = "in one round")
    private int reservations;

    @Option(names = "--rounds", defaultValue = "4", description = "the first of them, not recorded, warms up")
    private int rounds;

    @Option(names = "--events", defaultValue = "" + RowBatch.EVENTS_MAX, description = "in one transaction, at most")
    private int eventsMax;

    @Option(names = "--quick", description = "two rounds of 60,000")
    private boolean quick;

    @Option(names = "--bookings-only", description = "no confirmations, expired holds or cancellations")
    private boolean bookingsOnly;

    @Option(
            names = "--sql",
            paramLabel = "SQL",
            description = "before the first event, for instance to see what an index costs; may be repeated")
    private List<String> sql = List.of();

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "where the database goes; default: the system's temporary folder")
    private @Nullable Path folder;

    @Option(names = "--record", paramLabel = "FILE", description = "append the table to this file")
    private @Nullable Path record;

    public static void main(String[] args) {
        System.exit(new CommandLine(new RowsDriver()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (quick) {
            reservations = 60_000;
            rounds = 2;
        }
        if (reservations < 1 || rounds < 2 || eventsMax < 1) {
            System.err.println("bench/run rows: needs 1 reservation, 2 rounds and 1 event a transaction at least");
            return 2;
        }
        Table table = new Table(
                "Rows: reservations into PostgreSQL",
                "bench/run rows" + (quick ? " --quick" : ""),
                List.of(
                        "reservations before",
                        "reservations/s",
                        "events/s",
                        "statements per 1,000",
                        "transactions per 1,000",
                        "WAL bytes each",
                        "disk bytes each",
                        "PostgreSQL's CPU µs each",
                        "driver's CPU µs each"));
        Path dir =
                folder == null ? Files.createTempDirectory("yizhan-rows") : Files.createTempDirectory(folder, "rows");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dir, 0)) {
            run(new PostgresUri(postgres.uri()), dir.toRealPath().resolve("data"), table);
        } finally {
            delete(dir);
        }
        table.publish(record);
        return 0;
    }

    private void run(PostgresUri uri, Path data, Table table) throws Exception {
        Schema.migrate(uri);
        City city = DemoCity.shanghai();
        CatalogueStore.Stored stored = new CatalogueStore(uri).store(city, new byte[] {1}, (done, total) -> {});
        long epoch = new RegionStore(uri, city.id()).takeOver(city.zone()).epoch();
        var events = new BookingEvents(city, stored.stationNos(), stored.venueNos(), bookingsOnly);
        Vertx vertx = Vertx.vertx();
        try (Connection connection = uri.connect();
                RowSink sink = new PostgresRowSink(vertx, uri, city.id(), epoch)) {
            execute(connection, sql);
            sink.connect();
            long seq = write(sink, 0, events.opening(), eventsMax).seq;
            execute(connection, List.of("checkpoint"));
            for (int round = 0; round < rounds; round++) {
                List<Event> next = events.next(reservations);
                PostgresCost before = PostgresCost.now(connection, data);
                long cpuNs = PROCESS.getProcessCpuTime();
                long beganNs = System.nanoTime();
                Written written = write(sink, seq, next, eventsMax);
                long tookNs = System.nanoTime() - beganNs;
                cpuNs = PROCESS.getProcessCpuTime() - cpuNs;
                PostgresCost cost = PostgresCost.now(connection, data).since(before);
                seq = written.seq;
                if (round == 0) continue;
                table.row(
                        Table.number("%,.0f", (double) round * reservations),
                        Table.number("%,.0f", reservations * 1e9 / tookNs),
                        Table.number("%,.0f", next.size() * 1e9 / tookNs),
                        each("%.2f", 1_000.0 * written.statements),
                        each("%.2f", 1_000.0 * cost.transactions()),
                        each("%.0f", (double) cost.walBytes()),
                        each("%.0f", (double) cost.diskBytes()),
                        each("%.2f", cost.cpuNs() / 1e3),
                        each("%.2f", cpuNs / 1e3));
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private String each(String format, double value) {
        return Table.number(format, value / reservations);
    }

    /** @param seq of the last event written */
    record Written(long seq, long statements) {}

    /** @param eventsMax in one transaction */
    static Written write(RowSink sink, long formerSeq, List<Event> events, int eventsMax) throws Exception {
        var batch = new RowBatch(formerSeq);
        long statements = 0;
        int count = 0;
        for (Event event : events) {
            if (count == eventsMax || !batch.takes(List.of(event))) {
                statements += sink.write(batch);
                batch = new RowBatch(batch.lastSeq());
                count = 0;
            }
            batch.add(List.of(event));
            count++;
        }
        if (!batch.isEmpty()) statements += sink.write(batch);
        return new Written(batch.lastSeq(), statements);
    }

    private static void execute(Connection connection, List<String> commands) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String command : commands) statement.execute(command);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
