package io.yizhan.telling;

import io.yizhan.http.region.RegionSources;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Queries;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * Takes away what members were told long ago, and the letters that told of it, while this node owns the region: an inbox is no archive, and
 * what is about people is not kept for longer than it serves them.
 */
final class NoticeRetention implements AutoCloseable {
    private static final long KEPT_MS = TimeUnit.DAYS.toMillis(90);

    private static final long EVERY_MS = TimeUnit.HOURS.toMillis(6);
    private static final int ANSWER_MS_MAX = 60_000;

    private static final String OWNED = " and exists (select from region o where o.id = l.region and o.epoch = ?)";
    private static final String FORGET_LETTERS = "delete from letter l where l.region = ? and l.created_ms < ?" + OWNED;
    private static final String FORGET_NOTICES =
            "delete from notification l where l.region = ? and l.at_ms < ?" + OWNED;

    private final RegionSources region;
    private final Queries queries;
    private final InstantSource clock;
    private final Turns turns;
    private long lookAtMs;

    NoticeRetention(RegionSources region, PostgresUri uri, InstantSource clock) {
        this.region = region;
        this.clock = clock;
        queries = new Queries(uri, ANSWER_MS_MAX);
        turns = new Turns(
                "old notifications", "old notifications of " + region.region() + " are kept for now", this::look);
    }

    void begin() {
        turns.begin();
    }

    private void look() throws SQLException {
        long nowMs = clock.millis();
        if (nowMs < lookAtMs || !(region.whereabouts().get() instanceof Whereabouts.Here)) return;
        long epoch = region.feed().ownership().epoch();
        // Letters first: one without its notification could not be written any more.
        queries.change(FORGET_LETTERS, region.region(), nowMs - KEPT_MS, epoch);
        queries.change(FORGET_NOTICES, region.region(), nowMs - KEPT_MS, epoch);
        lookAtMs = nowMs + EVERY_MS;
    }

    @Override
    public void close() {
        turns.close();
    }
}
