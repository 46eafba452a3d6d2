package io.yizhan.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.drill.DrillClient;
import io.yizhan.drill.EngineProcess;
import io.yizhan.drill.Rows;
import io.yizhan.postgres.Postmaster;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.town.DrillTown;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor and the dump as an operator runs them: beside an engine, on what one left, and on what somebody broke. */
@Tag("server")
final class DoctorIT {
    @TempDir
    Path folder;

    private Map<String, String> environment = Map.of();
    private String database = "";

    /** What the doctor said; it must have ended so. */
    private String doctor(int exit, String... arguments) {
        List<String> all = new ArrayList<>(List.of("doctor"));
        all.addAll(List.of(arguments));
        return run(exit, all);
    }

    private String run(int exit, List<String> arguments) {
        Map<String, String> reading = new HashMap<>(environment);
        // Whoever only reads needs no keys.
        reading.remove("YIZHAN_DEV");
        try (EngineProcess process = EngineProcess.run(reading, arguments.toArray(String[]::new))) {
            int code = process.awaitExit();
            assertThat(process.output()).doesNotContain("\tat ");
            assertThat(code).as(process.output()).isEqualTo(exit);
            return process.output();
        }
    }

    private Path journal() {
        return folder.resolve("data/journal/" + DrillTown.REGION);
    }

    private void book(EngineProcess engine) throws IOException {
        String date =
                LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(1).toString().replace("-", "");
        List<String> tokens = engine.client().members("m-", 2);
        for (int i = 0; i < 2; i++) {
            DrillClient.Answer booked =
                    engine.client().place(tokens.get(i), "k", List.of("d-1-b1." + date + "T1" + i + "00"), 1, i == 1);
            assertThat(booked.status()).isEqualTo(201);
        }
    }

    private void change(String... statements) throws SQLException {
        try (Connection connection = TestPostgres.connect(URI.create(database));
                Statement statement = connection.createStatement()) {
            for (String each : statements) statement.execute(each);
        }
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(folder.resolve("data"))) {
            for (Path file : tree.filter(Files::isRegularFile).toList())
                all.put(file.toString(), Files.size(file) + " " + Files.getLastModifiedTime(file));
        }
        return all;
    }

    @Test
    void looksAtARunningEngineAndAtWhatItLeftAndFindsWhatIsBroken() throws Exception {
        database = TestPostgres.freshDatabase();
        environment = EngineProcess.environment(folder, database);
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            book(engine);
            assertThat(doctor(0)).contains("in use by pid " + engine.pid(), "Nothing is wrong.");
            assertThat(engine.client().healthy()).isTrue();
            engine.kill();
        }
        long epoch = new Rows(database).number("select epoch from region");
        Map<String, String> before = files();
        assertThat(doctor(0))
                .doesNotContain("in use by")
                .contains(
                        "region drill, 1 segments",
                        "every checksum holds, and no event is missing",
                        "are in the audit trail, word by word",
                        "a start would find 2 reservations",
                        "every slot is taken by its reservations",
                        "Nothing is wrong.");
        dumps();
        findsBrokenRows();
        findsABrokenJournal();
        assertThat(files()).isEqualTo(before);
        assertThat(new Rows(database).number("select epoch from region")).isEqualTo(epoch);
    }

    private void dumps() throws IOException {
        String all = run(0, List.of("journal", "dump"));
        List<JsonObject> events = all.lines()
                .filter(line -> line.startsWith("{\"seq\""))
                .map(JsonObject::new)
                .toList();
        assertThat(events).isNotEmpty();
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).getLong("seq")).isEqualTo(i + 1);
            assertThat(Instant.parse(events.get(i).getString("at"))).isAfter(Instant.parse("2020-01-01T00:00:00Z"));
        }
        List<JsonObject> placed = events.stream()
                .filter(event -> event.getString("event").equals("ReservationPlaced"))
                .toList();
        assertThat(placed).hasSize(2);
        assertThat(placed.get(0).getString("member")).startsWith("m-");
        assertThat(placed.get(0).containsKey("holdExpiresAt")).isFalse();
        assertThat(placed.get(1).containsKey("holdExpiresAt")).isTrue();
        Path copy = Files.createDirectory(folder.resolve("copy"));
        try (Stream<Path> segments = Files.list(journal())) {
            for (Path file : segments.toList()) Files.copy(file, copy.resolve(file.getFileName()));
        }
        String some = run(0, List.of("journal", "dump", "--from", "2", "--to", "3", copy.toString()));
        assertThat(some.lines().filter(line -> line.startsWith("{\"seq\"")).map(JsonObject::new))
                .containsExactly(events.get(1), events.get(2));
        assertThat(run(1, List.of("journal", "dump", folder.resolve("nowhere").toString())))
                .contains("There is no ", "nowhere");
        assertThat(run(2, List.of("journal", "dump", "--from", "9", "--to", "3")))
                .contains("--to not less than --from");
        assertThat(run(2, List.of("journal", "dump", "--from", "x"))).contains("--from");
        assertThat(run(2, List.of("journal"))).contains("dump");
    }

    private void findsBrokenRows() throws SQLException {
        change("update slot set taken = 0 where taken > 0");
        assertThat(doctor(1)).contains("says 0 taken, its reservations take 1", "things are wrong");
        change("update slot s set taken = 1 from reservation_slot r "
                + "where r.venue_no = s.venue_no and r.start_min = s.start_min and r.live");
        String[] changes = {
            "update event_batch set payload[cardinality(payload)] = '{\"slots\":[1],\"party\":1}'",
            "update event_batch set member[cardinality(member)] = 'somebody else'",
            "update event_batch set at_ms[1] = at_ms[1] + 1"
        };
        for (String each : changes) {
            change(
                    "alter table event_batch disable trigger all",
                    "create table kept as select * from event_batch",
                    each);
            assertThat(doctor(1)).contains("in the journal, but", "in the audit trail");
            change(
                    "delete from event_batch",
                    "insert into event_batch select * from kept",
                    "drop table kept",
                    "alter table event_batch enable trigger all");
        }
        change("update region set seq = seq + 1000");
        assertThat(doctor(1)).contains("the journal ends with event", "the audit trail ends with event");
        change("update region set seq = seq - 1000");
        change("update occupancy set entries = entries + 1", "insert into occupancy select 'drill', 1, 5, 0");
        assertThat(doctor(1)).contains("station 1 says 5 in and 0 out, its gate events are 0 and 0");
        change("delete from occupancy");
        Map<String, String> right = environment;
        environment = new HashMap<>(right);
        environment.put("YIZHAN_POSTGRES_URI", "postgresql://nobody@127.0.0.1:9/none");
        assertThat(doctor(1)).contains("can't be read", "YIZHAN_POSTGRES_URI", "every checksum holds");
        environment = right;
        assertThat(doctor(2, "--no-such-option")).contains("Unknown option");
        assertThat(doctor(0)).contains("Nothing is wrong.");
    }

    private void findsABrokenJournal() throws IOException {
        Path segment = journal().resolve("00000000000000000001.journal");
        byte[] bytes = Files.readAllBytes(segment);
        var modified = Files.getLastModifiedTime(segment);
        byte[] flipped = bytes.clone();
        flipped[300] ^= 4;
        Files.write(segment, flipped);
        assertThat(doctor(1)).contains(segment + ", offset ");
        Files.delete(segment);
        assertThat(doctor(1)).contains("has no events, but the database has those up to");
        Files.write(segment, bytes);
        Files.setLastModifiedTime(segment, modified);
    }

    @Test
    void readsTheEmbeddedPostgresRunningOrStartedForIt() throws IOException {
        environment = EngineProcess.environment(folder, "");
        assertThat(doctor(1)).contains("YIZHAN_DATA_DIR", "Not read: there is no embedded PostgreSQL");
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            book(engine);
            assertThat(doctor(0)).contains("in use by pid " + engine.pid(), "Nothing is wrong.");
            engine.terminate();
            assertThat(engine.awaitExit()).isIn(0, 143);
        }
        Map<String, String> before = files();
        assertThat(doctor(0)).contains("--start-postgres starts it", "Nothing is wrong in what was read.");
        assertThat(files()).isEqualTo(before);
        assertThat(doctor(0, "--start-postgres"))
                .contains(
                        "a start would find 2 reservations",
                        "the rows have every event of the journal",
                        "Nothing is wrong.");
        assertThat(Postmaster.of(folder.resolve("data/postgres").toRealPath().resolve("data")))
                .isNull();
    }
}
