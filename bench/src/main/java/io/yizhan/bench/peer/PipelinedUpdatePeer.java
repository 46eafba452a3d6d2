package io.yizhan.bench.peer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** {@link ConditionalUpdatePeer}'s statement by the Vert.x client, pipelined: no thread waits, a connection has several on their way. */
final class PipelinedUpdatePeer implements Peer {
    private static final int PIPELINED_MAX = 64;

    private final PostgresServer server;
    private final int connectionsMax;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final List<PgConnection> connections = new ArrayList<>();
    private final List<PreparedQuery<RowSet<Row>>> queries = new ArrayList<>();

    PipelinedUpdatePeer(PostgresServer server, int connectionsMax) {
        this.server = server;
        this.connectionsMax = connectionsMax;
    }

    @Override
    public String name() {
        return "PostgreSQL, conditional, pipelined";
    }

    @Override
    public String durability() {
        return "committed";
    }

    @Override
    public String client() {
        return "Vert.x pg client, pipelined over " + connectionsMax + " connections";
    }

    @Override
    public void prepare() throws SQLException {
        PgConnectOptions options =
                server.options().setCachePreparedStatements(true).setPipeliningLimit(PIPELINED_MAX);
        while (connections.size() < connectionsMax) {
            PgConnection connection = await(PgConnection.connect(vertx, options));
            connections.add(connection);
            queries.add(connection.preparedQuery(ConditionalUpdatePeer.BOOK.formatted("$1", "$2", "$3")));
        }
        try (Connection connection = server.connect()) {
            PostgresTables.empty(connection);
        }
    }

    @Override
    public void run(Load load, int inFlight) {
        Semaphore window = new Semaphore(inFlight);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        int turn = 0;
        while (failure.get() == null) {
            window.acquireUninterruptibly();
            Booking booking = load.next();
            if (booking == null) {
                window.release();
                break;
            }
            queries.get(turn++ % queries.size())
                    .execute(Tuple.of(booking.slot(), booking.member(), new UUID(booking.keyHi(), booking.keyLo())))
                    .onComplete(
                            rows -> load.done(booking, rows.rowCount() == 1),
                            failed -> failure.compareAndSet(null, failed))
                    .onComplete(any -> window.release());
        }
        window.acquireUninterruptibly(inFlight);
        Throwable failed = failure.get();
        if (failed != null) throw new IllegalStateException(name() + " failed: " + failed, failed);
    }

    @Override
    public long booked() throws SQLException {
        try (Connection connection = server.connect()) {
            return PostgresTables.booked(connection);
        }
    }

    @Override
    public void close() {
        for (PgConnection connection : connections) await(connection.close());
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
