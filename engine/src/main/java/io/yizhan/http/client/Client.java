package io.yizhan.http.client;

import io.github.bucket4j.Bucket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** All that comes from one address, as limits see it. Any thread. */
public final class Client {
    /** What bytes cost: as much as a request for each so many. */
    private static final int BYTES_OF_ONE = 2 * 1_024;

    public final String address;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger streams = new AtomicInteger();
    private final @Nullable Bucket requests;

    Client(String address, @Nullable Bucket requests) {
        this.address = address;
        this.requests = requests;
    }

    /** How many it has open. */
    public int connections() {
        return connections.get();
    }

    int connections(int change) {
        return connections.addAndGet(change);
    }

    public int streams() {
        return streams.get();
    }

    /** So many more live streams are open, or fewer. */
    public void countStreams(int change) {
        streams.addAndGet(change);
    }

    /**
     * Takes one more request.
     *
     * @return 0; or how long it has to wait until it may ask again, in ms
     */
    public long request() {
        if (requests == null || requests.tryConsume(1)) return 0;
        long waitNs = requests.estimateAbilityToConsume(1).getNanosToWaitForRefill();
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(waitNs));
    }

    /** Charges it for what was sent or read for it, too, even where it can't pay at once: what is dear for us is dear for it. */
    public void charge(int bytes) {
        int cost = bytes / BYTES_OF_ONE;
        if (requests != null && cost > 0) requests.consumeIgnoringRateLimits(cost);
    }

    /** Whether it has to wait until it may ask for anything. */
    public boolean isOverdrawn() {
        return requests != null && requests.getAvailableTokens() <= 0;
    }
}
