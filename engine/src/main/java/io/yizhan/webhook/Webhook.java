package io.yizhan.webhook;

import java.util.Set;

/**
 * An address that is told of events.
 *
 * @param no among those of its region
 * @param types what it is told of, by the names of the contract; empty for everything
 * @param persons whether it is told who people are
 * @param createdBy the admin, as its token says
 * @param afterSeq the last event that it has, or that is not for it
 * @param delivered how many it has taken
 * @param failingSinceMs since when the next event is refused; 0 where it is not
 * @param attempts how often that was tried
 * @param nextTryMs when it is tried next
 * @param problem why it was refused last; "" where it was not
 * @param deadLetters events that were given up
 */
public record Webhook(
        int no,
        String url,
        Set<String> types,
        boolean persons,
        String createdBy,
        long createdMs,
        long afterSeq,
        long delivered,
        long failingSinceMs,
        int attempts,
        long nextTryMs,
        String problem,
        int deadLetters) {
    /** Whether it is to be told of such. */
    public boolean wants(String type) {
        return types.isEmpty() || types.contains(type);
    }
}
