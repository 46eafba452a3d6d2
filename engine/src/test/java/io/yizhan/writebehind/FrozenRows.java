package io.yizhan.writebehind;

import io.vertx.core.Vertx;
import io.yizhan.catalogue.store.CatalogueStore;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Region;
import io.yizhan.core.Reservation;
import io.yizhan.core.SlotKey;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Schema;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.region.RegionStore;
import io.yizhan.town.LivelyTown;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The rows of a town as files, a table each, and what the books told of them: to be kept before the schema changes, see
 * {@link FrozenRowsTest}. The main program writes them by this program's schema; argument: the folder.
 */
final class FrozenRows {
    private static final List<String> TABLES = List.of(
            "region",
            "catalogue",
            "station",
            "venue",
            "venue_terms",
            "slot",
            "reservation",
            "gate_boot",
            "gate_event",
            "occupancy",
            "event_batch",
            "closure");
    private static final int MEMBERS = 40;

    private final Path folder;

    FrozenRows(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] folder) throws Exception {
        var uri = new PostgresUri(TestPostgres.freshDatabase());
        Schema.migrate(uri);
        new CatalogueStore(uri).store(LivelyTown.city(2, 3), new byte[] {1}, (done, total) -> {});
        LivelyTown town = new LivelyTown(7);
        town.live(300);
        Vertx vertx = Vertx.vertx();
        long epoch =
                new RegionStore(uri, LivelyTown.ID).takeOver(LivelyTown.ZONE).epoch();
        try (RowSink sink = new PostgresRowSink(vertx, uri, LivelyTown.ID, epoch)) {
            sink.connect();
            for (RowBatch batch : Streams.batches(0, town.events, 200)) sink.write(batch);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        var rows = new FrozenRows(Path.of(folder[0]));
        rows.write(uri);
        Files.write(rows.folder.resolve("books.txt"), told(uri));
    }

    private void write(PostgresUri uri) throws SQLException, IOException {
        Files.createDirectories(folder);
        try (Connection connection = uri.connect()) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (String table : TABLES) {
                try (OutputStream file = Files.newOutputStream(folder.resolve(table + ".tsv"))) {
                    copy.copyOut("copy " + table + " to stdout with (format text, header)", file);
                }
            }
        }
    }

    /** Into an empty database that has the schema: each column that was written, by its name. */
    void read(PostgresUri uri) throws SQLException, IOException {
        try (Connection connection = uri.connect()) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (String table : TABLES) {
                Path file = folder.resolve(table + ".tsv");
                // Of tables that came later there are none.
                if (!Files.exists(file)) continue;
                String columns = Files.readAllLines(file).getFirst().replace('\t', ',');
                try (InputStream rows = Files.newInputStream(file)) {
                    copy.copyIn("copy " + table + " (" + columns + ") from stdin with (format text, header)", rows);
                }
            }
        }
    }

    List<String> books() throws IOException {
        return Files.readAllLines(folder.resolve("books.txt"));
    }

    /** What books that are loaded from the rows tell, a line for each slot and each reservation. */
    static List<String> told(PostgresUri uri) throws SQLException {
        Region region = new Region(LivelyTown.RULES);
        new RegionStore(uri, LivelyTown.ID).load(region);
        region.checkInvariants();
        List<String> lines = new ArrayList<>();
        region.readSlots(
                slot -> lines.add("slot %d.%d end %d capacity %d remaining %d release %d closed %b exclusive %b"
                        .formatted(
                                SlotKey.venueNo(slot.key()),
                                SlotKey.startMin(slot.key()),
                                slot.endMin(),
                                slot.capacity(),
                                slot.remaining(),
                                slot.releaseMin(),
                                slot.closed(),
                                slot.exclusive())));
        for (int i = 0; i < MEMBERS; i++) {
            var query = new Command.ListReservations("m" + i, 0, 0, 0, 100);
            for (Reservation it : ((Outcome.Page) region.carryOut(query, region.lastMs(), none -> {})).reservations())
                lines.add(
                        "reservation %d of %s %s slots %s party %d held until %d created %d ends %d station %d cancel until %d"
                                .formatted(
                                        it.id(),
                                        it.member(),
                                        it.state(),
                                        Arrays.toString(it.slots()),
                                        it.party(),
                                        it.holdExpiresAtMs(),
                                        it.createdAtMs(),
                                        it.endsAtMs(),
                                        it.stationNo(),
                                        it.cancelClosesAtMs()));
        }
        for (int stationNo = 1; stationNo <= 2; stationNo++)
            lines.add("station %d has %d inside"
                    .formatted(stationNo, region.headcount(stationNo).inside()));
        Collections.sort(lines);
        return lines;
    }
}
