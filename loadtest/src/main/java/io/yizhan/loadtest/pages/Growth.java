package io.yizhan.loadtest.pages;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Whether something grows in the last third of a soak, when all that is loaded once has been: by a line through its samples (least squares).
 *
 * @param perHour how steep the line is
 * @param percent by how much it rises in that third, of the third's mean
 */
record Growth(double perHour, double percent) {
    /** With fewer samples a line says nothing. */
    private static final int SAMPLES_MIN = 5;

    private static final double PERCENT_MAX = 5;

    static boolean canBeTold(List<Sample> all) {
        return lastThird(all).size() >= SAMPLES_MIN;
    }

    static Growth of(List<Sample> all, ToLongFunction<Sample> value) {
        List<Sample> third = lastThird(all);
        double meanAt = third.stream().mapToLong(Sample::atS).average().orElseThrow();
        double mean = third.stream().mapToLong(value).average().orElseThrow();
        double product = 0;
        double square = 0;
        for (Sample it : third) {
            product += (it.atS() - meanAt) * (value.applyAsLong(it) - mean);
            square += (it.atS() - meanAt) * (it.atS() - meanAt);
        }
        double perS = square == 0 ? 0 : product / square;
        double seconds = third.getLast().atS() - third.getFirst().atS();
        return new Growth(perS * 3_600, mean == 0 ? 0 : perS * seconds / mean * 100);
    }

    private static List<Sample> lastThird(List<Sample> all) {
        return all.subList(all.size() - all.size() / 3, all.size());
    }

    boolean isThere() {
        return percent > PERCENT_MAX;
    }
}
