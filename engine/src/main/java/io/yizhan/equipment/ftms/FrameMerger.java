package io.yizhan.equipment.ftms;

import org.jspecify.annotations.Nullable;

/**
 * Puts the parts of one machine's records together: a record that is too long for one notification comes in several, of which the last has
 * bit 0 of its flags cleared. Holds one value of each quantity at most, whatever comes. One thread at a time.
 */
public final class FrameMerger {
    /** Parts of a record come within a second. What is older is the beginning of one whose end was lost. */
    public static final long PARTS_APART_MS_MAX = 5_000;

    private Decoded.@Nullable Part held;
    private long heldSinceMs;

    /**
     * Takes a part, and gives the record where that was its last.
     *
     * @param nowMs when the part came
     * @return null where more is to come
     */
    public @Nullable Reading take(Decoded.Part part, long nowMs) {
        Decoded.Part before = held;
        boolean continues = before != null && continues(before, part, nowMs);
        Reading merged = before != null && continues ? before.reading().with(part.reading()) : part.reading();
        if (part.last()) {
            held = null;
            return merged;
        }
        if (!continues) heldSinceMs = nowMs;
        held = new Decoded.Part(part.of(), merged, false);
        return null;
    }

    /** A part of which something was said already is of the next record; so is one that comes too late, or of another kind. */
    private boolean continues(Decoded.Part before, Decoded.Part part, long nowMs) {
        long apartMs = nowMs - heldSinceMs;
        return before.of() == part.of()
                && apartMs >= 0
                && apartMs <= PARTS_APART_MS_MAX
                && !before.reading().overlaps(part.reading());
    }
}
