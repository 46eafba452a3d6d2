package io.yizhan.order;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What a test says has become of orders, whoever they are of. */
public final class MemoryOrderRecords implements OrderRecords {
    public final List<OrderRecord> orders = new CopyOnWriteArrayList<>();
    public volatile boolean away;

    @Override
    public List<OrderRecord> changedAfter(String region, String broker, long after, int limit) throws IOException {
        if (away) throw new IOException("away");
        return orders.stream()
                .filter(it -> it.changedSeq() > after)
                .limit(limit)
                .toList();
    }

    @Override
    public @Nullable OrderRecord find(String region, String broker, UUID uuid) throws IOException {
        if (away) throw new IOException("away");
        return orders.stream().filter(it -> it.uuid().equals(uuid)).findFirst().orElse(null);
    }
}
