package io.yizhan.webhook;

import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Queries;
import io.yizhan.secret.KeyWrap;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * How far the addresses of a region were told, in the name of its owner: once the region has another one, nothing is written any more, and so
 * nothing more is sent. Any thread; calls block.
 */
public final class WebhookProgress {
    private static final int ANSWER_MS_MAX = 10_000;
    private static final int PROBLEM_LENGTH_MAX = 200;

    private static final String DUE = "select " + PostgresWebhooks.COLUMNS + """
            , w.secret from webhook w where w.region = ? and (w.next_try_ms <= ? or exists (
              select from webhook_dead_letter d where d.region = w.region and d.webhook_no = w.no and d.resend))
            order by w.no
            """;

    private static final String TROUBLED = "select " + PostgresWebhooks.COLUMNS + """
             from webhook w where w.region = ? and (w.failing_since_ms < ? or exists (
              select from webhook_dead_letter d where d.region = w.region and d.webhook_no = w.no))
            order by w.no
            """;

    private static final String OWNED = " and exists (select from region r where r.id = w.region and r.epoch = ?)";

    private static final String TOLD = """
            update webhook w set after_seq = ?, delivered = delivered + ?, failing_since_ms = null, attempts = 0, next_try_ms = 0,
              problem = null
            where w.region = ? and w.no = ? and w.after_seq = ?""" + OWNED;

    private static final String REFUSED = """
            update webhook w set failing_since_ms = coalesce(failing_since_ms, ?), attempts = attempts + 1, next_try_ms = ?, problem = ?
            where w.region = ? and w.no = ? and w.after_seq = ?""" + OWNED;

    private static final String GIVE_UP = """
            with given_up as (
              update webhook w set after_seq = ?, failing_since_ms = null, attempts = 0, next_try_ms = 0
              where w.region = ? and w.no = ? and w.after_seq = ?""" + OWNED + """
               returning w.region, w.no, (select attempts from webhook o where o.region = w.region and o.no = w.no) as attempts)
            insert into webhook_dead_letter (region, webhook_no, seq, given_up_ms, attempts, problem)
            select region, no, ?, ?, attempts + 1, ? from given_up
            """;

    private static final String TO_RESEND = """
            select seq from webhook_dead_letter where region = ? and webhook_no = ? and resend order by seq limit 100
            """;

    private static final String RESENT = """
            delete from webhook_dead_letter w where w.region = ? and w.webhook_no = ? and w.seq = ?""" + OWNED;

    private static final String NOT_RESENT = """
            update webhook_dead_letter w set resend = false, attempts = attempts + 1, problem = ?
            where w.region = ? and w.webhook_no = ? and w.seq = ?""" + OWNED;

    private final Queries queries;
    private final KeyWrap wrap;
    private final String region;

    public WebhookProgress(PostgresUri uri, KeyWrap wrap, String region) {
        queries = new Queries(uri, ANSWER_MS_MAX);
        this.wrap = wrap;
        this.region = region;
    }

    /** An address to be told now. */
    public record Due(Webhook webhook, WebhookSecret secret) {}

    /** Those that are to be told now, if there is anything. */
    public List<Due> due(long nowMs) throws SQLException {
        return queries.all(DUE, this::due, region, nowMs);
    }

    /** Those that have taken nothing since before a moment, and those on whom events were given up. */
    public List<Webhook> troubled(long failingBeforeMs) throws SQLException {
        return queries.all(TROUBLED, PostgresWebhooks::webhook, region, failingBeforeMs);
    }

    private Due due(ResultSet row) throws SQLException {
        Webhook webhook = PostgresWebhooks.webhook(row);
        String name = PostgresWebhooks.secretName(region, webhook.no());
        try {
            return new Due(webhook, new WebhookSecret(wrap.unwrap(name, row.getBytes(14))));
        } catch (KeyWrap.Locked locked) {
            throw new SQLException("the secret of a webhook can't be read: " + locked.getMessage(), locked);
        }
    }

    /**
     * It has what there is up to an event.
     *
     * @param former what it had before
     * @param taken how many events it took
     * @return false where it is not there any more, or the region is somebody else's: then nothing more is to be sent
     */
    public boolean told(long epoch, int no, long former, long seq, int taken) throws SQLException {
        return changed(TOLD, seq, taken, region, no, former, epoch);
    }

    /** It did not take the event behind {@code former}; the rest as {@link #told}. */
    public boolean refused(long epoch, int no, long former, long nowMs, long nextTryMs, String problem)
            throws SQLException {
        return changed(REFUSED, nowMs, nextTryMs, shortened(problem), region, no, former, epoch);
    }

    /** It has not taken this event for too long: later ones are told. The rest as {@link #told}. */
    public boolean giveUp(long epoch, int no, long former, long seq, long nowMs, String problem) throws SQLException {
        return changed(GIVE_UP, seq, region, no, former, epoch, seq, nowMs, shortened(problem));
    }

    /** Events that were given up, and are to be sent once more. */
    public List<Long> toResend(int no) throws SQLException {
        return queries.all(TO_RESEND, row -> row.getLong(1), region, no);
    }

    /** It has taken it now. */
    public boolean resent(long epoch, int no, long seq) throws SQLException {
        return changed(RESENT, region, no, seq, epoch);
    }

    /** It has not: it stays given up. */
    public boolean notResent(long epoch, int no, long seq, String problem) throws SQLException {
        return changed(NOT_RESENT, shortened(problem), region, no, seq, epoch);
    }

    private static String shortened(String problem) {
        return problem.substring(0, Math.min(PROBLEM_LENGTH_MAX, problem.length()))
                .replace('\0', ' ');
    }

    private boolean changed(String sql, Object... values) throws SQLException {
        return queries.change(sql, values) > 0;
    }
}
