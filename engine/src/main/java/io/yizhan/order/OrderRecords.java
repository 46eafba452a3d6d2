package io.yizhan.order;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What has become of booking partners' orders. It follows the books at its own pace. Any thread; each question blocks. */
public interface OrderRecords {
    /**
     * What a partner has to be told: orders that have changed since they were booked, in the order in which they last did: an item was cancelled,
     * somebody came or did not, the customer is to be told something, or it was given up. One that stands as it was booked has nothing to tell; nor
     * does one of which nobody knows more than that it is over. No two have changed by the same event.
     *
     * @param after the number of the last event that the partner knows of; 0 from the beginning
     * @param limit at most so many, 1 or above
     * @throws IOException they can't be read for now
     */
    List<OrderRecord> changedAfter(String region, String broker, long after, int limit) throws IOException;

    /**
     * One order, however it stands; null where the partner has no such order.
     *
     * @throws IOException it can't be read for now
     */
    @Nullable
    OrderRecord find(String region, String broker, UUID uuid) throws IOException;
}
