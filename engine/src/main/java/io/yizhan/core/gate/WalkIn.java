package io.yizhan.core.gate;

import io.yizhan.core.Headcount;

/**
 * How many who have not booked may come in. Those who have come in always, so their places are kept before they are there; and some are kept
 * for what gates are known to miscount.
 *
 * <p>Who comes earlier than that, and has not checked in, is inside and awaited at once, so one less may come in: rather so than one too many.
 */
public final class WalkIn {
    private WalkIn() {}

    /**
     * @param limit people who may be inside at once
     * @param due people who have booked slots that start soon, and have not come yet
     */
    public static int places(int limit, Headcount headcount, int due) {
        return (int) Math.max(0, (long) limit - headcount.inside() - due - headcount.margin());
    }
}
