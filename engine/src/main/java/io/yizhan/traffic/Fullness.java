package io.yizhan.traffic;

import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.SplittableRandom;

/**
 * How full one station is by the hour, and a little by the minute. Most are fullest in the evening, others at noon, before work or, near
 * works with shifts, at night, and a few always: so at any hour there are full ones and empty ones.
 */
final class Fullness {
    /** Fewer would look as if its gates had failed. */
    private static final double LEAST = 0.03;

    /** Nobody is turned away at the door. */
    private static final double MOST = 0.95;

    private static final double WIDTH_H = 4.5;
    private static final double SWELL = 0.08;

    private final double peakH;
    private final boolean always;
    private final double top;
    private final double swellMin;
    private final double swellFrom;

    /** The same for the same two. */
    Fullness(long seed, int stationIndex) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + stationIndex);
        double kind = random.nextDouble();
        peakH = (kind < 0.5 ? 19 : kind < 0.68 ? 12.5 : kind < 0.82 ? 7.5 : 3) + random.nextDouble(-1.5, 1.5);
        always = kind > 0.92;
        top = random.nextDouble(0.4, 1);
        swellMin = random.nextDouble(6, 20);
        swellFrom = random.nextDouble(2 * Math.PI);
    }

    /** The part of its limit, {@value #LEAST} to {@value #MOST}. */
    double at(ZonedDateTime now) {
        LocalTime clock = now.toLocalTime();
        double byHour = always ? 1 : Rhythm.near(clock, peakH, WIDTH_H);
        double swell = Math.sin(swellFrom + 2 * Math.PI * now.toEpochSecond() / (60 * swellMin));
        return Math.clamp(top * (0.4 + 0.6 * byHour) + SWELL * swell, LEAST, MOST);
    }
}
