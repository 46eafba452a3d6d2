package io.yizhan.bench.peer;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A script that does all of it in one call, by its digest, pipelined over one connection: one thread sends, one reads. */
final class RedisScriptPeer implements Peer {
    private static final String SCRIPT = """
            local seen = redis.call('GET', KEYS[2])
            if seen then return tonumber(seen) end
            local remaining = tonumber(redis.call('GET', KEYS[1]))
            if not remaining or remaining < 1 then return 0 end
            redis.call('DECR', KEYS[1])
            local id = redis.call('INCR', 'bookings')
            redis.call('HSET', 'booking:' .. id, 'slot', KEYS[1], 'member', ARGV[1], 'created', ARGV[2])
            redis.call('SET', KEYS[2], id, 'EX', 86400)
            return id
            """;

    private final RedisServer server;
    private final String fsync;
    private String digest = "";

    /** @param fsync as the server was started with */
    RedisScriptPeer(RedisServer server, String fsync) {
        this.server = server;
        this.fsync = fsync;
    }

    @Override
    public String name() {
        return "Redis script, AOF " + ("always".equals(fsync) ? "always" : "every second");
    }

    @Override
    public String durability() {
        return "always".equals(fsync) ? "in the append-only file, synced" : "up to a second may be lost";
    }

    @Override
    public String client() {
        return "one connection, pipelined";
    }

    @Override
    public void prepare() throws IOException {
        try (RedisConnection connection = server.connect()) {
            connection.call("FLUSHALL");
            digest = connection.call("SCRIPT", "LOAD", SCRIPT);
            for (int slot = 0; slot < Slots.COUNT; slot++)
                connection.send("SET", "slot:" + slot, Integer.toString(Slots.PLACES));
            connection.flush();
            for (int slot = 0; slot < Slots.COUNT; slot++) connection.read();
        }
    }

    @Override
    public void run(Load load, int inFlight) throws Exception {
        Semaphore window = new Semaphore(inFlight);
        LinkedBlockingQueue<Object> sent = new LinkedBlockingQueue<>();
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try (RedisConnection connection = server.connect()) {
            Callable<@Nullable Void> reading = () -> {
                read(connection, load, sent, window);
                return null;
            };
            Future<?> read = reader.submit(reading);
            try {
                send(connection, load, sent, window);
            } finally {
                sent.add("end");
            }
            read.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the reader failed: " + failed.getCause(), failed.getCause());
        } finally {
            reader.shutdownNow();
        }
    }

    private void send(RedisConnection connection, Load load, LinkedBlockingQueue<Object> sent, Semaphore window)
            throws IOException, InterruptedException {
        while (true) {
            if (!window.tryAcquire()) {
                connection.flush();
                window.acquire();
            }
            Booking booking = load.poll();
            if (booking == null) {
                connection.flush();
                booking = load.next();
            }
            if (booking == null) return;
            sent.add(booking);
            connection.send(
                    "EVALSHA",
                    digest,
                    "2",
                    "slot:" + booking.slot(),
                    "key:" + Long.toHexString(booking.keyHi()) + Long.toHexString(booking.keyLo()),
                    booking.member(),
                    Long.toString(System.currentTimeMillis()));
        }
    }

    private static void read(RedisConnection connection, Load load, LinkedBlockingQueue<Object> sent, Semaphore window)
            throws IOException, InterruptedException {
        int answered = 0;
        while (sent.take() instanceof Booking booking) {
            load.done(booking, !"0".equals(connection.read()));
            answered++;
            if (!connection.hasMore()) {
                window.release(answered);
                answered = 0;
            }
        }
    }

    @Override
    public long booked() throws IOException {
        try (RedisConnection connection = server.connect()) {
            String count = connection.call("GET", "bookings");
            return count.isEmpty() ? 0 : Long.parseLong(count);
        }
    }

    @Override
    public void close() {}
}
