package io.yizhan.writebehind;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.region.RegionStore;
import io.yizhan.town.LivelyTown;
import io.yizhan.trail.EventTrail;
import io.yizhan.trail.MemoryEventTrail;
import io.yizhan.trail.PostgresEventTrail;
import io.yizhan.trail.TrailEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has happened, by the rows: the same as the journal says, however events were cut into batches and questions. */
@Tag("server")
class EventTrailTest {
    private static Vertx vertx;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 5_000})
    void tellsEachEventOnceInOrder(int eventsABatch) throws Exception {
        LivelyTown town = new LivelyTown(5);
        town.live(500);
        PostgresUri uri = PostgresRowSinkTest.freshTown();
        EventTrail trail = new PostgresEventTrail(uri);
        assertThat(trail.lastSeq(LivelyTown.ID)).isZero();
        MemoryEventTrail wanted = new MemoryEventTrail();
        long seq = 0;
        for (var event : town.events) wanted.take(++seq, event);
        long epoch =
                new RegionStore(uri, LivelyTown.ID).takeOver(LivelyTown.ZONE).epoch();
        try (RowSink sink = new PostgresRowSink(vertx, uri, LivelyTown.ID, epoch)) {
            sink.connect();
            for (RowBatch batch : Streams.batches(0, town.events, eventsABatch)) sink.write(batch);
        }

        assertThat(trail.lastSeq(LivelyTown.ID)).isEqualTo(seq);
        assertThat(trail.after("elsewhere", 0, 10)).isEqualTo(new EventTrail.Page(List.of(), 0));
        List<TrailEvent> all = all(wanted, 1_000);
        for (int limit : new int[] {3, 100, 1_000})
            assertThat(all(trail, limit)).as("%d at once", limit).isEqualTo(all);
    }

    private static List<TrailEvent> all(EventTrail trail, int limit) throws IOException {
        List<TrailEvent> all = new ArrayList<>();
        while (true) {
            long after = all.isEmpty() ? 0 : all.getLast().seq();
            EventTrail.Page page = trail.after(LivelyTown.ID, after, limit);
            assertThat(page.events()).hasSizeLessThanOrEqualTo(limit);
            all.addAll(page.events());
            if (page.events().isEmpty()) {
                assertThat(after).isEqualTo(page.lastSeq());
                return all;
            }
        }
    }
}
