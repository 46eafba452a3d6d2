package io.yizhan.trail;

import org.jspecify.annotations.Nullable;

/**
 * An event as the audit trail has it.
 *
 * @param seq its number: that of the journal, higher than that of every event before it in its region
 * @param atMs when it happened, in milliseconds since 1970 UTC
 * @param kind the name of its kind; there may be kinds that this program does not know
 * @param reservationId 0 where it is not about one
 * @param member whom it names; "" for nobody, and for one who was forgotten
 * @param payload what the kind has besides, a JSON object; null where the kind says all
 */
public record TrailEvent(
        long seq,
        long atMs,
        String kind,
        long reservationId,
        String member,
        @Nullable String payload) {}
