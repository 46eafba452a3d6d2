package io.yizhan.http.openactive;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.yizhan.catalogue.edition.Edition;
import io.yizhan.feed.ChangedSlots;
import io.yizhan.feed.Feed;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.TimeTexts;
import io.yizhan.http.region.DirectoryIndex;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a catalogue's feeds. One is made when it is first asked for, and kept as long as it is good: the last one until something changes, a full one some
 * seconds longer, as any cache on its way keeps it for an hour. That is no fault: whatever has changed since comes again behind it, under a higher
 * number. Any thread.
 */
final class FeedPages {
    /** Items of a page, about: what one event has changed is not parted. */
    static final int ITEMS = 500;

    private static final int ITEM_BYTES = 900;
    private static final long KEPT_BYTES_MAX = 48L << 20;
    private static final long FULL_GOOD_NS = TimeUnit.SECONDS.toNanos(5);
    /** Of a page that is good for one answer. */
    private static final long NEVER = -1;

    private static final String LICENSE = "https://creativecommons.org/licenses/by/4.0/";

    private final Opportunities opportunities;
    private final Edition edition;
    // Both are made when they are first asked for, and not on an event loop.
    private @Nullable FormerOpportunities formers;
    private final Map<FeedKind, List<ParentHistory.Item>> parents = new ConcurrentHashMap<>();

    private final Cache<Asked, FeedPage> kept = Caffeine.newBuilder()
            .maximumWeight(KEPT_BYTES_MAX)
            .weigher((Asked asked, FeedPage page) -> page.body.length())
            .build();

    /**
     * A page as it was asked for.
     *
     * @param base the URL that all of it is below
     * @param after as it was sent, since the last page's {@code next} is its own URL; null where nothing was
     */
    record Asked(FeedKind kind, String base, @Nullable String after) {
        long number() {
            return ChangeNumber.value(after);
        }

        String url() {
            return ChangeNumber.url(feed(), after);
        }

        String next(long last) {
            return ChangeNumber.url(feed(), Long.toString(last));
        }

        private String feed() {
            return base + "/feeds/" + kind.path;
        }
    }

    private FeedPages(DirectoryIndex index, Edition edition) {
        opportunities = Opportunities.of(index);
        this.edition = edition;
    }

    /** @param index of the edition's catalogue: pages that mix two would have the numbers of the later one for what the former says */
    static FeedPages of(DirectoryIndex index, Edition edition) {
        return index.derived(FeedPages.class, () -> new FeedPages(index, edition));
    }

    /** Null where there is none that is still good. */
    @Nullable
    FeedPage known(Asked asked, Feed feed) {
        FeedPage page = kept.getIfPresent(asked);
        if (page == null) return null;
        boolean good = !asked.kind.isBooked()
                || page.published == feed.seq()
                || (page.full && System.nanoTime() - page.madeNs < FULL_GOOD_NS);
        return good ? page : null;
    }

    /** Takes some milliseconds: not for an event loop. */
    FeedPage make(Asked asked, Feed feed, OpenData data) {
        ItemWriter writer = new ItemWriter(asked.base, opportunities.index.directory.city(), data);
        TimeTexts times = new TimeTexts(opportunities.index.directory.city().zone());
        FeedPage page =
                asked.kind.isBooked() ? ofSlots(asked, feed, writer, times) : ofParents(asked, writer, times, data);
        kept.put(asked, page);
        return page;
    }

    private FeedPage ofSlots(Asked asked, Feed feed, ItemWriter writer, TimeTexts times) {
        long published = feed.seq();
        FormerOpportunities were = formers();
        // What was in it by a catalogue before is told as gone.
        List<ChangedSlots.Change> changes = ChangedSlots.after(
                feed, asked.number(), ITEMS, key -> opportunities.isIn(asked.kind, key) || were.wasIn(asked.kind, key));
        // Who reads on has missed nothing so far, and the next one finds more.
        if (changes == null) return page(begin(asked, times, List.of(), 0), NEVER, List.of());
        SlotItems items = new SlotItems(opportunities, writer);
        JsonOut json = begin(
                asked, times, changes, changes.isEmpty() ? 0 : changes.getLast().seq());
        for (ChangedSlots.Change each : changes) items.write(json, asked.kind, each);
        return page(json, published, changes);
    }

    private synchronized FormerOpportunities formers() {
        FormerOpportunities made = formers;
        if (made == null) formers = made = new FormerOpportunities(edition);
        return made;
    }

    private FeedPage ofParents(Asked asked, ItemWriter writer, TimeTexts times, OpenData data) {
        long after = asked.number();
        List<ParentHistory.Item> all =
                parents.computeIfAbsent(asked.kind, kind -> ParentHistory.of(kind, edition, data));
        List<ParentHistory.Item> items =
                all.stream().filter(it -> it.modified() > after).limit(ITEMS).toList();
        JsonOut json =
                begin(asked, times, items, items.isEmpty() ? 0 : items.getLast().modified());
        for (ParentHistory.Item each : items) {
            ParentItems.Data written = each.data();
            json.object()
                    .field("state", written == null ? "deleted" : "updated")
                    .field("kind", asked.kind.type)
                    .field("id", each.id())
                    .field("modified", each.modified());
            if (written != null) written.write(writer, json);
            json.end();
        }
        return page(json, 0, items);
    }

    private static JsonOut begin(Asked asked, TimeTexts times, Collection<?> items, long last) {
        return new JsonOut(times, 256 + ITEM_BYTES * items.size())
                .object()
                .field("next", items.isEmpty() ? asked.url() : asked.next(last))
                .array("items");
    }

    private static FeedPage page(JsonOut json, long published, Collection<?> items) {
        json.endArray().field("license", LICENSE).end();
        return new FeedPage(json.bytes(), published, items.size() >= ITEMS, items.size());
    }
}
