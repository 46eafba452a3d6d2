package io.yizhan.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.drill.DrillClient.Answer;
import java.net.URI;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A copy of a feed as an app keeps it: page by page, each by the last one's {@code next}, at whichever node answers. Of one thread at a time. */
final class FeedCopy {
    private final TwoNodes nodes;
    private final SplittableRandom random;
    private final Map<String, Item> items = new TreeMap<>();
    private String next;
    private long last;
    private int pages;

    /** What is known of an item; {@code places} is 0 of what has none, or has gone. */
    record Item(long modified, boolean deleted, int places) {}

    /** @param feed as its URL names it */
    FeedCopy(String feed, TwoNodes nodes, SplittableRandom random) {
        this.nodes = nodes;
        this.random = random;
        next = "/openactive/feeds/" + feed;
    }

    /** One page. @return whether it was the last one, until more happens */
    boolean read() {
        Answer answer = nodes.ask(random, client -> client.send("GET", next, "", null, null));
        assertThat(answer.status()).as("%s: %s", next, answer).isEqualTo(200);
        JsonArray page = answer.json().getJsonArray("items");
        for (Object each : page) take((JsonObject) each);
        URI url = URI.create(answer.text("next"));
        String follows = url.getRawQuery() == null ? url.getRawPath() : url.getRawPath() + '?' + url.getRawQuery();
        if (page.isEmpty())
            assertThat(follows).as("the last page's own address").isEqualTo(next);
        else assertThat(follows).endsWith("?afterChangeNumber=" + last);
        next = follows;
        pages++;
        return page.isEmpty();
    }

    private void take(JsonObject item) {
        long modified = item.getLong("modified");
        assertThat(modified).as("%s behind %d", item, last).isGreaterThanOrEqualTo(last);
        last = modified;
        JsonObject data = item.getJsonObject("data");
        Item present = data == null ? new Item(modified, true, 0) : new Item(modified, false, places(data));
        Item former = items.put(item.getString("id"), present);
        if (former != null) assertThat(modified).as("%s once more", item).isGreaterThan(former.modified);
    }

    private static int places(JsonObject data) {
        return data.getInteger("remainingUses", data.getInteger("remainingAttendeeCapacity", 0));
    }

    void readToItsEnd() {
        boolean ended = read();
        while (!ended) ended = read();
    }

    Map<String, Item> items() {
        return items;
    }

    int pages() {
        return pages;
    }
}
