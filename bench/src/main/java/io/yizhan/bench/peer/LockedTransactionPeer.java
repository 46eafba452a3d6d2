package io.yizhan.bench.peer;

import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.redisson.Redisson;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/**
 * What many would build: a distributed lock per venue, and inside it a transaction that looks and writes. The lock stands in for the row
 * lock; the transaction is {@link RowLockPeer}'s without {@code for update}.
 */
final class LockedTransactionPeer extends PostgresPeer {
    private static final String LOOK = "select remaining from peer.slot where id = ?";
    private static final long LEASE_S = 10;

    private final RedissonClient redisson;

    LockedTransactionPeer(PostgresServer server, int connectionsMax, InetSocketAddress redis, int callers) {
        super(server, connectionsMax);
        Config config = new Config().setThreads(2).setNettyThreads(2);
        config.useSingleServer()
                .setAddress("redis://" + redis.getHostString() + ":" + redis.getPort())
                .setConnectionPoolSize(callers)
                .setConnectionMinimumIdleSize(Math.min(callers, 16))
                .setSubscriptionsPerConnection(Math.max(5, callers));
        redisson = Redisson.create(config);
    }

    @Override
    public String name() {
        return "Redisson lock around PostgreSQL";
    }

    @Override
    public String client() {
        return "Redisson, then " + super.client();
    }

    @Override
    Session session(Connection connection) throws SQLException {
        return new RowLockPeer.LookThenWrite(connection, LOOK);
    }

    @Override
    public void run(Load load, int inFlight) throws Exception {
        Callers.run(inFlight, () -> {
            for (Booking booking = load.next(); booking != null; booking = load.next()) {
                RLock lock = redisson.getLock("venue:" + booking.venue());
                boolean placed;
                // With a lease there is no watchdog to renew it: the cheapest form.
                lock.lock(LEASE_S, TimeUnit.SECONDS);
                try {
                    placed = book(booking);
                } finally {
                    lock.unlock();
                }
                load.done(booking, placed);
            }
        });
    }

    @Override
    public void close() throws SQLException {
        redisson.shutdown();
        super.close();
    }
}
