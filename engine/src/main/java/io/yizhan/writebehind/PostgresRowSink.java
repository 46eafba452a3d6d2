package io.yizhan.writebehind;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.rows.RowStatement;
import io.yizhan.rows.RowStatement.Owner;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows in PostgreSQL. A batch is one transaction, of which all statements are sent at once on one connection, the commit included: one
 * round trip. Should a statement fail, the server fails the ones after it and turns the commit into a rollback.
 */
public final class PostgresRowSink implements RowSink {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresRowSink.class);

    /** Longer than any batch takes; then the connection counts as lost. */
    private static final long ANSWER_MAX_S = 60;

    private static final String FENCED = "YZ001";

    private final Vertx vertx;
    private final PgConnectOptions options;
    private final Owner owner;
    /** In the order of a batch's statements. */
    private List<PreparedStatement> prepared = List.of();

    private @Nullable PgConnection connection;

    /** @param epoch of the owner in whose name it writes: once the region has a newer one, it writes no more */
    public PostgresRowSink(Vertx vertx, PostgresUri uri, String region, long epoch) {
        this.vertx = vertx;
        this.owner = new Owner(region, epoch);
        options = uri.connectOptions();
        options.setPipeliningLimit(64).setCachePreparedStatements(false);
        options.addProperty("application_name", "yizhan write-behind " + region);
        // A transaction whose client vanished without a word would keep the region locked.
        options.addProperty("idle_in_transaction_session_timeout", "30s");
        // Plans are made once, when a table may still be empty, and must do when it has grown: look rows up by key,
        // whatever the
        // statistics say.
        options.addProperty("plan_cache_mode", "force_generic_plan");
        options.addProperty("enable_seqscan", "off");
        options.addProperty("enable_hashjoin", "off");
        options.addProperty("enable_mergejoin", "off");
        options.addProperty("jit", "off");
    }

    @Override
    public long connect() throws RowSinkAwayException, RowsRefusedException {
        close();
        try {
            PgConnection fresh = await(PgConnection.connect(vertx, options));
            // Whoever waits for an answer hears of it, too; the client prints what nobody has taken.
            fresh.exceptionHandler(gone -> LOG.debug("the connection to Postgres broke", gone));
            connection = fresh;
            var preparing = new ArrayList<Future<PreparedStatement>>();
            for (RowStatement statement : new RowBatch(0).statements()) preparing.add(fresh.prepare(statement.sql()));
            await(Future.all(preparing));
            prepared = preparing.stream().map(Future::result).toList();
            return checkpoint(fresh);
        } catch (ExecutionException failed) {
            close();
            throw new RowSinkAwayException("Postgres: " + reason(failed), failed);
        }
    }

    @Override
    public int write(RowBatch batch) throws RowSinkAwayException, RowsRefusedException {
        PgConnection open = connection;
        if (open == null) throw new IllegalStateException("not connected");
        var answers = new ArrayList<Future<?>>();
        answers.add(open.query("begin").execute());
        List<RowStatement> statements = batch.statements();
        for (int i = 0; i < statements.size(); i++) {
            Tuple arguments = statements.get(i).arguments().of(owner);
            if (arguments != null) answers.add(prepared.get(i).query().execute(arguments));
        }
        answers.add(open.query("commit").execute());
        try {
            await(Future.join(answers));
        } catch (ExecutionException failed) {
            close();
            throw cause(answers, failed);
        }
        return answers.size();
    }

    @Override
    public void close() {
        PgConnection former = connection;
        connection = null;
        prepared = List.of();
        if (former != null) former.close();
    }

    /** Waits for a former connection's transaction, if one still runs: it has the region locked. */
    private long checkpoint(PgConnection fresh) throws ExecutionException, RowSinkAwayException, RowsRefusedException {
        Iterator<Row> rows = await(fresh.preparedQuery("select epoch, seq from region where id = $1 for update")
                        .execute(Tuple.of(owner.region())))
                .iterator();
        if (!rows.hasNext()) {
            close();
            throw new RowsRefusedException("there is no region " + owner.region(), false, null);
        }
        Row region = rows.next();
        if (region.getLong("epoch") != owner.epoch()) {
            close();
            throw new RowsRefusedException(
                    "region " + owner.region() + " has epoch " + region.getLong("epoch") + ", not " + owner.epoch(),
                    true,
                    null);
        }
        return region.getLong("seq");
    }

    /** The first failure: those after it only say that the transaction has failed. */
    private static RowSinkAwayException cause(List<Future<?>> answers, ExecutionException failed)
            throws RowsRefusedException {
        for (Future<?> answer : answers) {
            if (!answer.failed()) continue;
            if (answer.cause() instanceof PgException refused && forGood(refused.getSqlState()))
                throw new RowsRefusedException(
                        String.valueOf(refused.getMessage()), FENCED.equals(refused.getSqlState()), refused);
            return new RowSinkAwayException("Postgres: " + answer.cause().getMessage(), answer.cause());
        }
        return new RowSinkAwayException("Postgres: " + reason(failed), failed);
    }

    /**
     * Whether trying again is no use. Everything is, but: connection exceptions (08), a transaction timeout (25P03), a deadlock or a
     * serialization failure (40), a full disk or too many connections (53), a lock timeout (55P03), a shutdown or a cancelled query (57),
     * and system errors (58).
     */
    private static boolean forGood(@Nullable String sqlState) {
        if (sqlState == null || sqlState.length() != 5) return false;
        return switch (sqlState.substring(0, 2)) {
            case "08", "40", "53", "57", "58" -> false;
            default -> !sqlState.equals("25P03") && !sqlState.equals("55P03");
        };
    }

    private static String reason(ExecutionException failed) {
        Throwable cause = failed.getCause();
        String message = cause == null ? null : cause.getMessage();
        return message == null ? failed.toString() : message;
    }

    private <T> T await(Future<T> answer) throws ExecutionException, RowSinkAwayException {
        try {
            return answer.toCompletionStage().toCompletableFuture().get(ANSWER_MAX_S, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            close();
            throw new RowSinkAwayException("Postgres did not answer in " + ANSWER_MAX_S + " s", late);
        } catch (InterruptedException interrupted) {
            close();
            Thread.currentThread().interrupt();
            throw new RowSinkAwayException("interrupted", interrupted);
        }
    }
}
