package io.yizhan.journal.stream;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a region's stream is, and how safely it is to be kept.
 *
 * @param uri {@code redis://user:password@host:port/db}, or {@code rediss://} for TLS
 * @param timeoutMs that a connection, or an answer, may take
 * @param replicas an append is done once so many of them have it too
 * @param fsync an append is done once the server's own append-only file is synced; from Redis 7.2 on
 * @param copiesMs that these may take, at most half of {@code timeoutMs}
 */
public record RedisStreamOptions(URI uri, String region, int timeoutMs, int replicas, boolean fsync, int copiesMs) {
    private static final int TIMEOUT_MS = 500;
    private static final int COPIES_MS = 200;
    private static final int PORT = 6379;
    private static final int DATABASES_MAX = 1 << 20;

    public RedisStreamOptions {
        boolean known = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
        if (!known || uri.getHost() == null)
            throw new IllegalArgumentException("not like redis://user:password@host:port/db: " + withoutPassword(uri));
        database(uri);
        if (timeoutMs < 1) throw new IllegalArgumentException("timeoutMs can't be " + timeoutMs);
        if (replicas < 0) throw new IllegalArgumentException("replicas can't be " + replicas);
        if (copiesMs < 1 || copiesMs > timeoutMs / 2)
            throw new IllegalArgumentException("copiesMs can't be " + copiesMs + ", more than half of timeoutMs");
    }

    /** Answers within half a second, and no copies asked for. */
    public static RedisStreamOptions of(URI uri, String region) {
        return new RedisStreamOptions(uri, region, TIMEOUT_MS, 0, false, COPIES_MS);
    }

    public RedisStreamOptions timeoutMs(int ms) {
        return new RedisStreamOptions(uri, region, ms, replicas, fsync, Math.min(copiesMs, ms / 2));
    }

    public RedisStreamOptions replicas(int count) {
        return new RedisStreamOptions(uri, region, timeoutMs, count, fsync, copiesMs);
    }

    public RedisStreamOptions fsync(boolean wanted) {
        return new RedisStreamOptions(uri, region, timeoutMs, replicas, wanted, copiesMs);
    }

    boolean copiesWanted() {
        return replicas > 0 || fsync;
    }

    String host() {
        return uri.getHost();
    }

    int port() {
        return uri.getPort() < 0 ? PORT : uri.getPort();
    }

    boolean tls() {
        return "rediss".equals(uri.getScheme());
    }

    @Nullable
    String user() {
        String info = uri.getUserInfo();
        if (info == null) return null;
        String user = info.split(":", 2)[0];
        return user.isEmpty() ? null : user;
    }

    @Nullable
    String password() {
        String info = uri.getUserInfo();
        return info == null || !info.contains(":") ? null : info.split(":", 2)[1];
    }

    int database() {
        return database(uri);
    }

    private static int database(URI uri) {
        String path = uri.getPath() == null ? "" : uri.getPath();
        if (path.isEmpty() || path.equals("/")) return 0;
        try {
            int database = Integer.parseInt(path.substring(1));
            if (database >= 0 && database < DATABASES_MAX) return database;
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException("a Redis database is a number, not " + path.substring(1));
    }

    /** For logs. */
    String where() {
        return String.format(Locale.ROOT, "Redis at %s:%d", host(), port());
    }

    private static String withoutPassword(URI uri) {
        return uri.getScheme() + "://…@" + uri.getHost();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return where() + ", region " + region;
    }
}
