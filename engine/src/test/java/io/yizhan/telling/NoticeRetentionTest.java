package io.yizhan.telling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.http.region.Whereabouts;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is taken away of an inbox, by a real database and a clock that the test sets. No letters are sent here. */
@Tag("server")
class NoticeRetentionTest {
    private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);

    private ToldTown town;
    private NoticeRetention retention;

    @BeforeEach
    void start() throws Exception {
        town = new ToldTown();
        retention = new NoticeRetention(town.region, town.uri, town.clock);
    }

    @AfterEach
    void stop() {
        retention.close();
        town.close();
    }

    private void told(String member, long daysAgo) throws SQLException {
        long atMs = town.nowMs.get() - daysAgo * DAY_MS;
        town.run("insert into notification (region, seq, kind, member, reservation_id, at_ms) values ('"
                + town.region.region() + "', 1, 1, '" + member + "', 7, " + atMs + ")");
        town.run(
                "insert into letter (region, no, member, created_ms) select region, no, member, at_ms from notification"
                        + " where member = '" + member + "'");
    }

    private void left(String... members) {
        await().untilAsserted(() -> {
            assertThat(town.texts("select member from notification order by no"))
                    .containsExactly(members);
            assertThat(town.texts("select member from letter order by no")).containsExactly(members);
        });
    }

    @Test
    void whatIsOlderThanNinetyDaysGoesWhetherOrNotLettersAreSent() throws Exception {
        told("m-91", 91);
        told("m-89", 89);
        told("m-0", 0);
        retention.begin();
        left("m-89", "m-0");

        town.nowMs.addAndGet(2 * DAY_MS);
        left("m-0");
    }

    @Test
    void whoDoesNotOwnTheRegionTakesNothingAway() throws Exception {
        told("m-91", 91);
        town.whereabouts.set(Whereabouts.Nowhere.NOWHERE);
        retention.begin();
        await().pollDelay(java.time.Duration.ofSeconds(2)).until(() -> true);
        left("m-91");

        // Nor who was overtaken and has not heard of it.
        town.run("update region set epoch = epoch + 1");
        town.whereabouts.set(Whereabouts.Here.HERE);
        await().pollDelay(java.time.Duration.ofSeconds(2)).until(() -> true);
        left("m-91");
    }
}
