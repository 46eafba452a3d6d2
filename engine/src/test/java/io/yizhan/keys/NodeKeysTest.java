package io.yizhan.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.config.Config;
import io.yizhan.config.StartFailed;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Schema;
import io.yizhan.postgres.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that share their keys in a real database, with and without a key by which these are encrypted. */
@Tag("server")
final class NodeKeysTest {
    @TempDir
    Path folder;

    private final PostgresUri database = new PostgresUri(TestPostgres.freshDatabase());

    private NodeKeys node(String name, @Nullable String secretsKey) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "YIZHAN_DEV",
                "true",
                "YIZHAN_DATA_DIR",
                Files.createDirectories(folder.resolve(name)).toString()));
        if (secretsKey != null)
            settings.put(
                    "YIZHAN_SECRETS_KEY_FILE",
                    Files.writeString(folder.resolve("key"), secretsKey).toString());
        Config config = Config.of(settings);
        return NodeKeys.in(config, NodeKeys.wrap(config)).shared(database, NodeKeys.wrap(config));
    }

    private static String key(int of) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) of);
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void areTheSameForAllAndInClearNowhere() throws Exception {
        Schema.migrate(database);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            NodeKeys first = node("n1", null);
            assertThat(rows(statement)).contains("PRIVATE KEY");

            NodeKeys again = node("n1", key(1));
            NodeKeys second = node("n2", key(1));

            for (NodeKeys each : new NodeKeys[] {again, second}) {
                assertThat(each.pass().text()).isEqualTo(first.pass().text());
                assertThat(each.session()).isEqualTo(first.session());
                assertThat(each.devSecret()).isEqualTo(first.devSecret());
            }
            assertThat(rows(statement)).doesNotContain("PRIVATE KEY").containsPattern("(yizhan-wrapped-1 .*\\s+){3}");
            assertThat(Files.readString(folder.resolve("n1/pass-key.pem"))).startsWith("yizhan-wrapped-1 ");
            assertThatThrownBy(() -> node("n1", null))
                    .isInstanceOf(StartFailed.class)
                    .hasMessageContainingAll("there is no key for it", "YIZHAN_SECRETS_KEY_FILE");
            assertThatThrownBy(() -> node("n3", key(2)))
                    .isInstanceOf(StartFailed.class)
                    .hasMessageContainingAll("encrypted by another key", "YIZHAN_SECRETS_KEY_FILE");
            assertThat(node("n1", key(2) + "\n" + key(1)).session()).isEqualTo(first.session());
            assertThat(node("n4", key(2)).session()).isEqualTo(first.session());
            assertThatThrownBy(() -> node("n5", "nonsense")).hasMessageContaining("openssl rand -base64 32");
        }
    }

    private static String rows(Statement statement) throws Exception {
        StringBuilder all = new StringBuilder();
        try (ResultSet row = statement.executeQuery("select value from shared_secret order by name")) {
            while (row.next()) all.append(new String(row.getBytes(1), StandardCharsets.US_ASCII));
        }
        return all.toString();
    }
}
