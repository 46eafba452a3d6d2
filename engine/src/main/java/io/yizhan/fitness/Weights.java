package io.yizhan.fitness;

import io.yizhan.core.BodyCheck;
import io.yizhan.core.BodyMeasure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a member weighed when, as far as checks of their body tell. Immutable. */
public final class Weights {
    private final TreeMap<Integer, Double> kgByDay = new TreeMap<>();

    public Weights(List<BodyCheck> checks) {
        for (BodyCheck each : checks) {
            Integer amount = each.amounts().get(BodyMeasure.WEIGHT);
            if (amount != null) kgByDay.put(each.localDay(), amount / 10.0);
        }
    }

    /** As last measured until then; before the first time as then; {@link Exertion#KG_UNKNOWN} where never. */
    public double kgAt(int localDay) {
        Map.Entry<Integer, Double> entry = kgByDay.floorEntry(localDay);
        if (entry == null) entry = kgByDay.firstEntry();
        return entry == null ? Exertion.KG_UNKNOWN : entry.getValue();
    }

    public boolean isKnown() {
        return !kgByDay.isEmpty();
    }
}
