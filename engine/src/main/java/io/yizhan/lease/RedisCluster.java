package io.yizhan.lease;

import io.yizhan.trust.Authorities;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RFuture;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Redis by which nodes agree: one client for all leases and the membership of a node. Any thread.
 *
 * <p>It opens whether or not Redis is there: a thread goes on trying, and until then every call fails at once, so that a node which starts
 * meanwhile takes nothing over. Each call ends within its time, whatever Redis does; nothing of ours runs on the client's threads.
 */
public final class RedisCluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisCluster.class);

    /** Between attempts to connect, at first and after a loss. */
    private static final Duration RECONNECT = Duration.ofMillis(250);

    /** An attempt to connect that is under way may take longer; then it is left to the process's end. */
    private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

    private static final int PORT = 6379;
    private static final int CLIENT_THREADS = 2;
    private static final int CONNECTIONS_MAX = 8;

    private final String name;
    private final Config config;
    private final Duration lease;
    private final long callMaxNs;
    private final Thread connector;
    private final List<Consumer<RedissonClient>> whenConnected = new CopyOnWriteArrayList<>();
    private final AtomicLong holders = new AtomicLong();
    private final AtomicBoolean away = new AtomicBoolean();
    private final Function<Config, RedissonClient> connects;
    private volatile @Nullable RedissonClient client;
    /** Why there has not been any connection. */
    private volatile String unconnected = "not tried";

    private volatile boolean closing;

    private RedisCluster(
            String name, Config config, Duration lease, Duration callMax, Function<Config, RedissonClient> connects) {
        this.connects = connects;
        this.name = name;
        this.config = config;
        this.lease = lease;
        callMaxNs = callMax.toNanos();
        connector = Thread.ofPlatform().name("redis-connect").daemon().unstarted(this::connect);
    }

    /** As {@link #open(URI, Duration, Duration)}; a call may take a third of a lease. */
    public static RedisCluster open(URI uri, Duration lease) {
        return open(uri, lease, lease.dividedBy(3));
    }

    /**
     * Returns at once, connected or not.
     *
     * @param uri {@code redis://user:password@host:port/database}, {@code rediss://} by TLS
     * @param lease how long leases and announcements last without being repeated
     * @param callMax after this time a call is given up
     * @throws IllegalArgumentException it is not of this form; does not repeat a password
     */
    public static RedisCluster open(URI uri, Duration lease, Duration callMax) {
        return open(uri, lease, callMax, Redisson::create);
    }

    /** @param connects how to connect; throws where that is not possible now */
    static RedisCluster open(URI uri, Duration lease, Duration callMax, Function<Config, RedissonClient> connects) {
        boolean scheme = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
        String path = uri.getPath() == null ? "" : uri.getPath();
        if (!scheme || uri.getHost() == null || !path.matches("/?|/\\d{1,4}"))
            throw new IllegalArgumentException("a Redis URI looks like redis://user:password@host:6379/0");
        String address = uri.getScheme() + "://" + uri.getHost() + ":" + (uri.getPort() < 0 ? PORT : uri.getPort());
        Config config = config(uri, address, path.length() < 2 ? 0 : Integer.parseInt(path.substring(1)), callMax);
        RedisCluster cluster = new RedisCluster(address, config, lease, callMax, connects);
        cluster.connector.start();
        return cluster;
    }

    private static Config config(URI uri, String address, int database, Duration callMax) {
        // A lock that is only in time on one server is what we want: waiting for its copies would not make it a fence.
        Config config = new Config()
                .setThreads(CLIENT_THREADS)
                .setNettyThreads(CLIENT_THREADS)
                .setCodec(StringCodec.INSTANCE)
                .setUseScriptCache(true)
                .setCheckLockSyncedSlaves(false)
                .setTcpKeepAlive(true)
                .setSslTrustManagerFactory(Authorities.all());
        String[] user = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        if (user.length > 0 && !user[0].isEmpty()) config.setUsername(decoded(user[0]));
        if (user.length > 1) config.setPassword(decoded(user[1]));
        int callMaxMs = (int) callMax.toMillis();
        config.useSingleServer()
                .setAddress(address)
                .setDatabase(database)
                .setConnectionMinimumIdleSize(1)
                .setConnectionPoolSize(CONNECTIONS_MAX)
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(2)
                .setConnectTimeout(callMaxMs)
                .setTimeout(callMaxMs)
                // Who asks repeats it, a third of a lease later; a late repetition by the client would only surprise.
                .setRetryAttempts(0)
                .setReconnectionDelay(new ConstantDelay(RECONNECT));
        return config;
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private void connect() {
        while (!closing) {
            RedissonClient opened = attempt();
            if (opened == null) {
                LockSupport.parkNanos(this, RECONNECT.toNanos());
                continue;
            }
            client = opened;
            LOG.info("connected to {}", name);
            for (Consumer<RedissonClient> each : whenConnected) tell(each, opened);
            return;
        }
    }

    private void tell(Consumer<RedissonClient> todo, RedissonClient opened) {
        try {
            todo.accept(opened);
        } catch (RuntimeException | Error defect) {
            LOG.error("what was to be done once {} is there failed", name, defect);
        }
    }

    /** Whatever goes wrong may go right the next time, memory that is short included: a node without this thread would never own anything. */
    private @Nullable RedissonClient attempt() {
        try {
            return connects.apply(new Config(config));
        } catch (RuntimeException notYet) {
            if (away.compareAndSet(false, true))
                LOG.warn("{} can't be reached, trying again: {}", name, reason(notYet));
            unconnected = reason(notYet);
        } catch (Error defect) {
            if (!defect.toString().equals(unconnected))
                LOG.error("{} can't be connected to, trying again", name, defect);
            unconnected = defect.toString();
        }
        return null;
    }

    /** The client wraps what it was told several times. */
    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) deepest = deepest.getCause();
        return deepest.toString();
    }

    /** The right to a region for this process. Two of the same region exclude each other, even here. */
    public Lease lease(String region) {
        return new RedisLease(this, region, holders.incrementAndGet(), lease, System::nanoTime);
    }

    /** @param seal of the nodes that are believed */
    public Membership membership(MemberSeal seal) {
        return new RedisMembership(this, lease, seal);
    }

    /** Whether there has been a connection; calls may fail all the same. */
    public boolean connected() {
        return client != null;
    }

    /** Runs this once, soon after there is a connection for the first time. It must not block. */
    void whenConnected(Consumer<RedissonClient> todo) {
        AtomicBoolean done = new AtomicBoolean();
        Consumer<RedissonClient> once = it -> {
            if (done.compareAndSet(false, true)) todo.accept(it);
        };
        whenConnected.add(once);
        RedissonClient connected = client;
        if (connected != null) once.accept(connected);
    }

    /** When a call that begins now is to be given up, by {@link System#nanoTime}. */
    long untilNs() {
        return System.nanoTime() + callMaxNs;
    }

    /**
     * Sends a command and waits for its answer until then.
     *
     * @throws IOException no answer in time, an error, or no connection yet; the command may have been carried out, or may be later
     */
    <T> @Nullable T call(long untilNs, Function<RedissonClient, RFuture<T>> command) throws IOException {
        RedissonClient connected = client;
        if (connected == null) throw new IOException("no connection to " + name + " yet: " + unconnected);
        try {
            long leftNs = Math.max(1, untilNs - System.nanoTime());
            T answer = command.apply(connected).toCompletableFuture().get(leftNs, TimeUnit.NANOSECONDS);
            if (away.compareAndSet(true, false)) LOG.info("{} answers", name);
            return answer;
        } catch (TimeoutException | ExecutionException | RuntimeException failed) {
            Throwable cause =
                    failed instanceof ExecutionException && failed.getCause() != null ? failed.getCause() : failed;
            if (away.compareAndSet(false, true)) LOG.warn("{} does not answer: {}", name, cause.toString());
            throw new IOException(name + " does not answer", cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + name);
        }
    }

    /** Closes the connections. Leases and announcements end by themselves, where they were not ended before. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(connector);
        try {
            connector.join(CLOSE_MAX);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        RedissonClient connected = client;
        if (connected != null) connected.shutdown(0, 2, TimeUnit.SECONDS);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return name;
    }
}
