package io.yizhan.loadtest.city;

/** When people of a working city come, and for how long. Assumed, not measured: what counts is that it rises and falls like a day. */
final class Rhythm {
    /** Somebody is always there. */
    private static final double LEAST = 0.04;

    private static final double LUNCH_FROM_H = 11.5;
    private static final double LUNCH_UNTIL_H = 13.5;
    private static final double LUNCH_STAY = 0.6;

    private Rhythm() {}

    /** How full a usual station of this kind would be if nobody was turned away, as a share of its limit. */
    static double fullness(Station.Kind kind, long ms) {
        double hour = WeekTime.minuteOfDay(ms) / 60.0;
        if (WeekTime.weekend(ms))
            return LEAST
                    + kind.weekend * (0.8 * near(hour, 10.5, 1.8) + near(hour, 15.5, 2.2) + 0.5 * near(hour, 19, 1.2));
        return LEAST
                + kind.morning * near(hour, 7.6, 0.9)
                + kind.lunch * near(hour, 12.4, 0.7)
                + kind.evening * near(hour, 18.9, 1.5);
    }

    /** A usual visit that begins now, in minutes. */
    static double stayMin(Station.Kind kind, long ms) {
        double hour = WeekTime.minuteOfDay(ms) / 60.0;
        boolean lunch = !WeekTime.weekend(ms) && hour >= LUNCH_FROM_H && hour < LUNCH_UNTIL_H;
        return kind.stayMin * (lunch ? LUNCH_STAY : 1);
    }

    private static double near(double hour, double peakH, double widthH) {
        double apart = (hour - peakH) / widthH;
        return Math.exp(-apart * apart);
    }
}
