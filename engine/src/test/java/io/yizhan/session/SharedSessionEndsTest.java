package io.yizhan.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Schema;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.proxy.CutLine;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** By the rows of a real PostgreSQL. */
@Tag("server")
class SharedSessionEndsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final InstantSource clock = InstantSource.system();
    private String database;
    private PostgresUri uri;

    @BeforeEach
    void migrate() throws Exception {
        database = TestPostgres.freshDatabase();
        uri = new PostgresUri(database);
        Schema.migrate(uri);
    }

    private SessionEnd end(String session) {
        long nowMs = clock.millis();
        return new SessionEnd("m-1", session, nowMs, nowMs + 3_600_000);
    }

    @Test
    void tellsTheOtherNodes() throws Exception {
        try (SharedSessionEnds one = SharedSessionEnds.open(uri, clock);
                SharedSessionEnds other = SharedSessionEnds.open(uri, clock)) {
            one.end(end("a"));
            assertThat(one.hasEnded("m-1", "a", 1)).isTrue();
            await().atMost(LONG).until(() -> other.hasEnded("m-1", "a", 1));
            assertThat(other.hasEnded("m-1", "b", 1)).isFalse();
        }
    }

    @Test
    void outlivesANode() throws Exception {
        try (SharedSessionEnds ends = SharedSessionEnds.open(uri, clock)) {
            ends.end(end("a"));
            ends.end(new SessionEnd("m-2", null, 100, clock.millis() + 3_600_000));
        }
        try (SharedSessionEnds again = SharedSessionEnds.open(uri, clock)) {
            assertThat(again.hasEnded("m-1", "a", 1)).isTrue();
            assertThat(again.hasEnded("m-2", "x", 100)).isTrue();
            assertThat(again.hasEnded("m-2", "x", 101)).isFalse();
        }
    }

    @Test
    void saysSoWhereNothingCouldBeWrittenAndSeesTheOthersAgainAfterwards() throws Exception {
        try (CutLine line = new CutLine(URI.create(database).getPort());
                SharedSessionEnds other = SharedSessionEnds.open(uri, clock)) {
            URI direct = URI.create(database);
            PostgresUri byLine =
                    new PostgresUri(database.replace(":" + direct.getPort() + "/", ":" + line.port() + "/"));
            try (SharedSessionEnds cutOff = SharedSessionEnds.open(byLine, clock)) {
                line.cut();
                assertThatThrownBy(() -> cutOff.end(end("a"))).isInstanceOf(IOException.class);
                assertThat(cutOff.hasEnded("m-1", "a", 1)).isFalse();
                other.end(end("b"));
                line.mend();
                await().atMost(LONG).until(() -> cutOff.hasEnded("m-1", "b", 1));
            }
        }
    }

    @Test
    void deletesRowsThatSayNothingAnyMore() throws Exception {
        try (SharedSessionEnds ends = SharedSessionEnds.open(uri, clock)) {
            ends.end(new SessionEnd("m-1", "past", 1, 2));
            ends.end(end("present"));
            try (Connection connection = uri.connect();
                    Statement statement = connection.createStatement()) {
                await().atMost(LONG).until(() -> {
                    try (ResultSet row = statement.executeQuery("select string_agg(session, ',') from session_end")) {
                        row.next();
                        return "present".equals(row.getString(1));
                    }
                });
            }
        }
    }
}
