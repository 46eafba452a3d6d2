package io.yizhan.traffic;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.OffsetDateTime;

/** When people of a working city have time. */
final class Rhythm {
    private static final double DAY_H = 24;
    private static final double EVENING_H = 19.5;
    private static final double EVENING_WIDTH_H = 3;
    private static final int EVENING_FROM_H = 18;
    private static final int EVENING_UNTIL_H = 21;
    private static final int NOON_H = 12;

    private Rhythm() {}

    /** How busy phones are: 0.6 at night, 1.4 in the evening. Never less, since somebody may look at the demonstration then. */
    static double busyness(LocalTime now) {
        return 0.6 + 0.8 * near(now, EVENING_H, EVENING_WIDTH_H);
    }

    /** How much somebody would like to play then, at least 1. */
    static int appeal(OffsetDateTime start) {
        int hour = start.getHour();
        if (hour >= EVENING_FROM_H && hour < EVENING_UNTIL_H) return 8;
        boolean weekend = start.getDayOfWeek().getValue() >= DayOfWeek.SATURDAY.getValue();
        return weekend || hour == NOON_H ? 3 : 1;
    }

    /** 1 at the peak, less the further from it, whichever way round the clock; 0.37 at a distance of the width. */
    static double near(LocalTime now, double peakH, double widthH) {
        double apartH = Math.abs(now.toSecondOfDay() / 3_600.0 - peakH);
        double nearerH = Math.min(apartH, DAY_H - apartH) / widthH;
        return Math.exp(-nearerH * nearerH);
    }
}
