package io.yizhan.region.cluster;

import io.yizhan.postgres.PostgresUri;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which node serves each region of a cluster, as the rows say. It may have ended meanwhile, or another one be about to follow: a hint where to
 * ask, and no more. Any thread; calls block, for a limited time.
 */
public final class ServingNodes {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

    private final PostgresUri uri;

    /**
     * Who said last that it serves a region.
     *
     * @param epoch in which it does
     * @param node where other nodes reach it
     */
    public record Serving(long epoch, URI node) {}

    public ServingNodes(PostgresUri uri) {
        this.uri = uri;
    }

    /** By region. One that nobody serves, or an engine that has it to itself, is not among them. */
    public Map<String, Serving> all() throws SQLException {
        try (Connection connection = uri.connect()) {
            connection.setNetworkTimeout(Runnable::run, (int) ANSWER_MAX.toMillis());
            try (PreparedStatement query = connection.prepareStatement(
                            "select id, served_epoch, served_by from region where served_by is not null");
                    ResultSet row = query.executeQuery()) {
                Map<String, Serving> serving = new TreeMap<>();
                while (row.next()) serving.put(row.getString(1), new Serving(row.getLong(2), node(row.getString(3))));
                return serving;
            }
        }
    }

    private static URI node(String text) throws SQLException {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw new SQLException("the rows name a node by what is no URL: " + text, malformed);
        }
    }
}
