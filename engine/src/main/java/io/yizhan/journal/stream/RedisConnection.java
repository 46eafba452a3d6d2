package io.yizhan.journal.stream;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The one connection of one caller. After a failure it is dropped, whatever may still be on its way with it, and a thread tries to get the
 * next one; until it has one, each call fails at once. So no caller waits twice for a server that is gone.
 */
final class RedisConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisConnection.class);
    private static final long PROBE_MIN_MS = 50;
    private static final long PROBE_MAX_MS = 500;
    private static final Pattern RUN_ID = Pattern.compile("run_id:(\\w+)");

    private final RedisStreamOptions options;
    private final DefaultJedisClientConfig config;

    /** Null while there is none. */
    private final AtomicReference<@Nullable Jedis> open = new AtomicReference<>();

    private volatile String failure = "";
    /** Which server it is; another one after a restart or a failover. */
    private volatile String server = "";

    private volatile boolean closed;

    /** Tries to connect, for as long as the timeout. */
    RedisConnection(RedisStreamOptions options) {
        this.options = options;
        DefaultJedisClientConfig.Builder builder = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(options.timeoutMs())
                .socketTimeoutMillis(options.timeoutMs())
                .blockingSocketTimeoutMillis(options.timeoutMs())
                .database(options.database())
                .ssl(options.tls())
                .sslParameters(verified())
                .clientName("yizhan-journal-" + options.region())
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        String user = options.user();
        String password = options.password();
        if (user != null) builder.user(user);
        if (password != null) builder.password(password);
        config = builder.build();
        Jedis first = attempt();
        if (first == null) startProbing();
        else open.set(first);
    }

    /** The client looks whose the certificate is only where it is told to. */
    private static SSLParameters verified() {
        SSLParameters parameters = new SSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return parameters;
    }

    /**
     * @throws IOException there is no connection, or no answer, or the server refuses: it is unknown whether it was carried out
     */
    <T> T call(Function<Jedis, T> commands) throws IOException {
        Jedis jedis = open.get();
        if (jedis == null) throw new IOException(options.where() + " is away: " + failure);
        try {
            return commands.apply(jedis);
        } catch (JedisException failed) {
            drop(jedis, failed);
            throw new IOException(options.where() + ": " + failure, failed);
        }
    }

    /** The run id of the server that the present connection leads to. The caller's thread. */
    String server() {
        return server;
    }

    boolean alive() {
        return open.get() != null;
    }

    private void drop(Jedis jedis, JedisException failed) {
        failure = reason(failed);
        if (!open.compareAndSet(jedis, null)) return;
        end(jedis);
        startProbing();
    }

    private static String reason(JedisException failed) {
        Throwable cause = failed.getCause();
        return failed.getMessage() + (cause == null ? "" : ": " + cause.getMessage());
    }

    /** With the socket's lingering time of 0 that Jedis sets, what was not yet sent is thrown away. */
    private static void end(Jedis jedis) {
        try {
            jedis.close();
        } catch (JedisException gone) {
            LOG.debug("while a connection is dropped", gone);
        }
    }

    private void startProbing() {
        Thread.ofPlatform().name("redis-probe-" + options.region()).daemon().start(this::probe);
    }

    private void probe() {
        LOG.warn("{} is away: {}", options.where(), failure);
        long pauseMs = PROBE_MIN_MS;
        while (!closed) {
            LockSupport.parkNanos(this, pauseMs * 1_000_000);
            pauseMs = Math.min(PROBE_MAX_MS, 2 * pauseMs);
            Jedis next = closed ? null : attempt();
            if (next == null) continue;
            LOG.info("{} answers again", options.where());
            open.set(next);
            if (closed) close();
            return;
        }
    }

    private @Nullable Jedis attempt() {
        Jedis jedis = null;
        try {
            jedis = new Jedis(new HostAndPort(options.host(), options.port()), config);
            server = runId(jedis.info("server"));
            return jedis;
        } catch (JedisException failed) {
            failure = reason(failed);
            if (jedis != null) end(jedis);
            return null;
        } catch (RuntimeException | Error defect) {
            // Whoever tries again must go on doing so.
            if (!defect.toString().equals(failure)) LOG.error("{} can't be connected to", options.where(), defect);
            failure = defect.toString();
            if (jedis != null) end(jedis);
            return null;
        }
    }

    private static String runId(String info) {
        Matcher matcher = RUN_ID.matcher(info);
        return matcher.find() ? matcher.group(1) : "";
    }

    @Override
    public void close() {
        closed = true;
        failure = "the connection was closed";
        Jedis jedis = open.getAndSet(null);
        if (jedis != null) end(jedis);
    }
}
