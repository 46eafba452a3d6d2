package io.yizhan.equipment.ftms;

import java.util.Arrays;

/** What a machine has said of itself, in one record or in parts of one. Immutable. */
public final class Reading {
    private static final Quantity[] ALL = Quantity.values();

    /** By quantity; what is not there is zero. */
    private final int[] raw;
    /** A bit for each quantity that is there. */
    private final long there;

    private Reading(int[] raw, long there) {
        this.raw = raw;
        this.there = there;
    }

    static final class Builder {
        private final int[] raw = new int[ALL.length];
        private long there;

        void put(Quantity quantity, int value) {
            if (quantity.isAbsent(value)) return;
            raw[quantity.ordinal()] = value;
            there |= 1L << quantity.ordinal();
        }

        Reading built() {
            return new Reading(raw, there);
        }
    }

    public boolean has(Quantity quantity) {
        return (there >> quantity.ordinal() & 1) != 0;
    }

    /** In {@link Quantity#unit}; 0 where it is not there. */
    public double value(Quantity quantity) {
        return (double) raw[quantity.ordinal()] / quantity.perUnit;
    }

    /** Whether a part says something that this one has said already: then it is of another record. */
    boolean overlaps(Reading other) {
        return (there & other.there) != 0;
    }

    Reading with(Reading other) {
        int[] both = Arrays.copyOf(raw, raw.length);
        for (int i = 0; i < both.length; i++) if ((other.there >> i & 1) != 0) both[i] = other.raw[i];
        return new Reading(both, there | other.there);
    }

    /** For people: quantities with values and units. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (Quantity each : ALL) {
            if (!has(each)) continue;
            if (text.length() > 1) text.append(", ");
            text.append(each).append(' ').append(value(each)).append(each.unit);
        }
        return text.append('}').toString();
    }
}
