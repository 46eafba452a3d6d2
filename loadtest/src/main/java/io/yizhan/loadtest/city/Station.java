package io.yizhan.loadtest.city;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;

/**
 * A station as far as its visitors are concerned.
 *
 * @param limit people inside at most
 * @param gates each lets people in and out; the first is the main one
 * @param hours a day that is missing has none
 */
public record Station(String id, Kind kind, int limit, List<String> gates, Map<DayOfWeek, Hours> hours) {
    private static final int DAY_MIN = 24 * 60;

    /** How big it is, and so who comes when. */
    public enum Kind {
        /** A room in an office building: people come in their lunch hour. */
        SIMPLE(40, 0.25, 0.7, 0.45, 0.2),
        REGULAR(65, 0.3, 0.35, 0.7, 0.45),
        /** Courts and a pool: people come after work, and with their families. */
        COMPREHENSIVE(80, 0.3, 0.3, 0.85, 0.65);

        final int stayMin;
        final double morning;
        final double lunch;
        final double evening;
        final double weekend;

        /** A visit's usual length, and how full it is at the peak of each part of the day, from 0 to 1. */
        Kind(int stayMin, double morning, double lunch, double evening, double weekend) {
            this.stayMin = stayMin;
            this.morning = morning;
            this.lunch = lunch;
            this.evening = evening;
            this.weekend = weekend;
        }
    }

    /** Minutes of the day; it closes at 1,440 at the latest. */
    public record Hours(int opensMin, int closesMin) {}

    /** The same every day. */
    public static Map<DayOfWeek, Hours> daily(int opensMin, int closesMin) {
        Hours hours = new Hours(opensMin, closesMin);
        Map<DayOfWeek, Hours> week = new java.util.EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) week.put(day, hours);
        return week;
    }

    boolean isOpen(long ms) {
        Hours today = hours.get(WeekTime.day(ms));
        int minute = WeekTime.minuteOfDay(ms);
        return today != null && minute >= today.opensMin && minute < today.closesMin;
    }

    /** From a moment at which it is open; {@link Long#MAX_VALUE} where it does not close before the next day is over. */
    long closesMs(long ms) {
        Hours today = hours.get(WeekTime.day(ms));
        if (today == null) return ms;
        long midnight = ms - ms % WeekTime.DAY_MS;
        long closes = midnight + today.closesMin * WeekTime.MINUTE_MS;
        if (today.closesMin < DAY_MIN || !isOpen(midnight + WeekTime.DAY_MS)) return closes;
        Hours tomorrow = hours.get(WeekTime.day(midnight + WeekTime.DAY_MS));
        return tomorrow == null || tomorrow.closesMin == DAY_MIN
                ? Long.MAX_VALUE
                : midnight + WeekTime.DAY_MS + tomorrow.closesMin * WeekTime.MINUTE_MS;
    }
}
