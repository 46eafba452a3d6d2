package io.yizhan.region;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.yizhan.LogsErrors;
import io.yizhan.catalogue.CatalogueFile;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.store.CatalogueStore;
import io.yizhan.catalogue.store.StoredEditions;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Schema;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.proxy.CutLine;
import io.yizhan.town.CityBuilder;
import io.yizhan.town.DrillTown;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** With real rows, in which other nodes and imports store catalogues. */
@Tag("server")
@LogsErrors
class EditionWatchTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final String database = TestPostgres.freshDatabase();
    private final PostgresUri uri = new PostgresUri(database);
    private final CatalogueStore store = new CatalogueStore(uri);
    private final Logger logger = (Logger) LoggerFactory.getLogger(EditionWatch.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private RegionPresence drill;
    private RegionPresence other;

    @BeforeEach
    void start() throws Exception {
        Schema.migrate(uri);
        drill = presence(DrillTown.city(1));
        other = presence(other(1));
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void end() {
        logger.detachAppender(log);
    }

    private static City other(int stations) {
        return CityBuilder.like(DrillTown.city(stations)).id("other").build();
    }

    private RegionPresence presence(City city) throws SQLException {
        CatalogueStore.Stored first = store.store(city, CatalogueFile.write(city), (done, total) -> {});
        return new RegionPresence(StoredEditions.edition(first), new RegionPresence.Signpost() {
            @Override
            public void here() {}

            @Override
            public void nowhere() {}
        });
    }

    private void store(City city) throws SQLException {
        store.store(city, CatalogueFile.write(city), (done, total) -> {});
    }

    private void awaitVersion(RegionPresence presence, int version) {
        await().atMost(LONG).until(() -> presence.present().version() == version);
    }

    @Test
    void namesOnceWhatItCannotReadAndSeesAllElse() throws Exception {
        try (EditionWatch watch = new EditionWatch(uri, List.of(drill, other))) {
            watch.start();
            store.store(DrillTown.city(1), "{}".getBytes(UTF_8), (done, total) -> {});
            store.store(other(1), "[]".getBytes(UTF_8), (done, total) -> {});
            await().atMost(LONG).until(() -> log.list.size() == 2);
            // Each look since has seen both of them as well.
            store(other(2));
            awaitVersion(other, 3);
            store(other(3));
            awaitVersion(other, 4);
            assertThat(drill.present().version()).isOne();
            store(DrillTown.city(2));
            awaitVersion(drill, 3);
        }
        assertThat(log.list)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.getThrowableProxy().getMessage())
                        .contains("version 2, is not usable by this program"));
    }

    @Test
    void keepsOneConnectionAndFindsAnotherWhereThatIsCut() throws Exception {
        try (CutLine line = new CutLine(URI.create(database).getPort())) {
            String byLine = database.replace(":" + URI.create(database).getPort() + "/", ":" + line.port() + "/");
            try (EditionWatch watch = new EditionWatch(new PostgresUri(byLine), List.of(drill))) {
                watch.start();
                store(DrillTown.city(2));
                awaitVersion(drill, 2);
                String first = session();
                store(DrillTown.city(3));
                awaitVersion(drill, 3);
                assertThat(session()).as("the same session of the server").isEqualTo(first);
                line.cut();
                store(DrillTown.city(4));
                line.mend();
                awaitVersion(drill, 4);
            }
        }
    }

    /** Of whoever looks, as the server has it between two looks. */
    private String session() {
        return await().atMost(LONG).until(this::looking, Objects::nonNull);
    }

    private @Nullable String looking() throws SQLException {
        try (Connection connection = uri.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select string_agg(pid::text, ',') from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid() and query ~ 'catalogue'")) {
            row.next();
            return row.getString(1);
        }
    }
}
