package io.yizhan.equipment.ftms;

import java.util.EnumMap;
import java.util.Map;

/** What a machine has said of itself, in one record or in parts of one. Immutable. */
public final class Reading {
    private final Map<Quantity, Integer> raw;

    private Reading(Map<Quantity, Integer> raw) {
        this.raw = raw;
    }

    static final class Builder {
        private final Map<Quantity, Integer> raw = new EnumMap<>(Quantity.class);

        void put(Quantity quantity, int value) {
            if (!quantity.isAbsent(value)) raw.put(quantity, value);
        }

        Reading built() {
            return new Reading(raw);
        }
    }

    public boolean has(Quantity quantity) {
        return raw.containsKey(quantity);
    }

    /** In {@link Quantity#unit}; 0 where it is not there. */
    public double value(Quantity quantity) {
        return (double) raw.getOrDefault(quantity, 0) / quantity.perUnit;
    }

    /** Whether a part says something that this one has said already: then it is of another record. */
    boolean overlaps(Reading other) {
        for (Quantity each : other.raw.keySet()) if (has(each)) return true;
        return false;
    }

    Reading with(Reading other) {
        Map<Quantity, Integer> both = new EnumMap<>(raw);
        both.putAll(other.raw);
        return new Reading(both);
    }

    /** For people: quantities with values and units. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (Quantity each : raw.keySet()) {
            if (text.length() > 1) text.append(", ");
            text.append(each).append(' ').append(value(each)).append(each.unit);
        }
        return text.append('}').toString();
    }
}
