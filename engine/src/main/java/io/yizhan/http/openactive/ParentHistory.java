package io.yizhan.http.openactive;

import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.edition.Edition;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.TimeTexts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which series and facilities there are, and were lately, and by which edition each came to be as it is: found by looking through the edition's {@linkplain Edition#formers
 * formers}, so that every node finds the same. Catalogues alone change them: so their numbers are made of the edition's, and of the place in it, which makes each unique.
 */
final class ParentHistory {
    /** More than a catalogue has of either, and has lost. */
    private static final int PLACES_BITS = 20;

    private static final int ITEM_BYTES = 1_024;

    private final FeedKind kind;
    private final OpenData data;
    private final Map<String, Known> known = new HashMap<>();

    /** @param text as it was written; null once it has gone */
    private record Known(@Nullable String text, Item item) {}

    /**
     * One of the feed.
     *
     * @param modified above those of all editions before
     * @param data null where it has gone
     */
    record Item(String id, long modified, ParentItems.@Nullable Data data) {}

    private ParentHistory(FeedKind kind, OpenData data) {
        this.kind = kind;
        this.data = data;
    }

    /** All of a feed, in the order of their numbers. Takes some milliseconds for each of the editions. */
    static List<Item> of(FeedKind kind, Edition edition, OpenData data) {
        ParentHistory history = new ParentHistory(kind, data);
        for (Edition.Former each : edition.formers()) history.follow(each.version(), each.directory());
        history.follow(edition.version(), edition.directory());
        return history.known.values().stream()
                .map(Known::item)
                .sorted(Comparator.comparingLong(Item::modified))
                .toList();
    }

    private void follow(long edition, Directory directory) {
        // By whatever name the engine is reached: that makes no difference between two editions.
        ItemWriter writer = new ItemWriter(OpenData.ROOM, directory.city(), data);
        TimeTexts times = new TimeTexts(directory.city().zone());
        Set<String> here = new HashSet<>();
        long number = edition << PLACES_BITS;
        for (ParentItems.Item each : ParentItems.of(kind, directory)) {
            here.add(each.id());
            number++;
            JsonOut json = new JsonOut(times, ITEM_BYTES).object();
            each.data().write(writer, json);
            String text = new String(json.end().bytes(), StandardCharsets.UTF_8);
            Known former = known.get(each.id());
            if (former == null || !text.equals(former.text))
                known.put(each.id(), new Known(text, new Item(each.id(), number, each.data())));
            else known.put(each.id(), new Known(text, new Item(each.id(), former.item.modified, each.data())));
        }
        for (Known each : gone(here)) known.put(each.item.id, new Known(null, new Item(each.item.id, ++number, null)));
    }

    private List<Known> gone(Set<String> here) {
        List<Known> gone = new ArrayList<>();
        for (Known each : known.values()) if (each.text != null && !here.contains(each.item.id)) gone.add(each);
        // By all nodes in the same order.
        gone.sort(Comparator.comparing(it -> it.item.id));
        return gone;
    }
}
