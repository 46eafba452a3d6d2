package io.yizhan.writebehind;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.yizhan.catalogue.store.CatalogueStore;
import io.yizhan.core.Event;
import io.yizhan.core.Region;
import io.yizhan.core.SlotKey;
import io.yizhan.feed.DayView;
import io.yizhan.feed.Feed;
import io.yizhan.feed.FeedWriter;
import io.yizhan.feed.StationFeed;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Schema;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.region.RegionStore;
import io.yizhan.town.LivelyTown;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever has a copy of all slots brings it up to date by numbers of events. So a start must give no slot a lower number than that of the event by which
 * it came to look as it does, else the copy would stay as it was; and hardly any a higher one, else it would be told of slots that have not changed.
 */
@Tag("server")
class SlotChangesTest {
    private static final int STEPS = 600;

    private final Map<Long, String> looks = new HashMap<>();
    private final Map<Long, Long> lookSo = new HashMap<>();
    private final Map<Long, Long> published = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {3, 7, 11})
    void aStartKnowsByWhichEventEachSlotHasChanged(long seed) throws Exception {
        LivelyTown town = new LivelyTown(seed);
        town.live(STEPS);
        PostgresUri uri = new PostgresUri(TestPostgres.freshDatabase());
        Schema.migrate(uri);
        new CatalogueStore(uri).store(LivelyTown.city(2, 3), new byte[] {1}, (done, total) -> {});
        write(uri, town);
        follow(town);

        Region loaded = new Region(LivelyTown.RULES);
        new RegionStore(uri, LivelyTown.ID).load(loaded);
        Feed feed = new Feed();
        feed.restart(town.events.size());
        new FeedWriter(feed, loaded, LivelyTown.ZONE).publish(town.events.size());

        long endMs = town.events.getLast().atMs();
        Map<Long, Long> known = changes(feed);
        // Why a slot was closed that has begun may be forgotten while it runs: nobody books it any more.
        known.keySet().removeIf(slot -> SlotKey.startMs(slot) <= endMs);
        assertThat(published.keySet()).containsAll(known.keySet());
        known.forEach((slot, seq) -> assertThat(seq)
                .as("slot %s, which looks so since %s", slot, lookSo.get(slot))
                .isBetween(lookSo.get(slot), (long) town.events.size()));
        long moreThanSo = known.entrySet().stream()
                .filter(it -> it.getValue() > published.get(it.getKey()))
                .count();
        assertThat(moreThanSo).isLessThan(known.size() / 3);
    }

    private static void write(PostgresUri uri, LivelyTown town) throws Exception {
        Vertx vertx = Vertx.vertx();
        long epoch =
                new RegionStore(uri, LivelyTown.ID).takeOver(LivelyTown.ZONE).epoch();
        try (RowSink sink = new PostgresRowSink(vertx, uri, LivelyTown.ID, epoch)) {
            sink.connect();
            for (RowBatch batch : Streams.batches(0, town.events, 37)) sink.write(batch);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    /** As an engine that never stops publishes it, event by event. */
    private void follow(LivelyTown town) {
        Region region = new Region(LivelyTown.RULES);
        Feed feed = new Feed();
        FeedWriter writer = new FeedWriter(feed, region, LivelyTown.ZONE);
        long seq = 0;
        for (Event event : town.events) {
            region.apply(event);
            writer.publish(++seq);
            long by = seq;
            each(feed, (day, i) -> {
                String now = looks(day, i);
                if (!now.equals(looks.put(day.key(i), now))) lookSo.put(day.key(i), by);
            });
        }
        published.putAll(changes(feed));
    }

    private static String looks(DayView day, int i) {
        return day.capacity(i) + " " + day.remaining(i, 0) + " " + (day.waiting(i) > 0) + " " + day.closureReason(i)
                + " " + day.inDraw(i);
    }

    private static Map<Long, Long> changes(Feed feed) {
        Map<Long, Long> changes = new HashMap<>();
        each(feed, (day, i) -> changes.put(day.key(i), day.changedAt(i)));
        return changes;
    }

    private interface Slot {
        void is(DayView day, int i);
    }

    private static void each(Feed feed, Slot slot) {
        for (int station = 1; feed.station(station) != null; station++) {
            StationFeed each = requireNonNull(feed.station(station));
            for (DayView day : each.days()) for (int i = 0; i < day.size(); i++) slot.is(day, i);
        }
    }
}
