package io.yizhan.http;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** A day on which a city's clocks are put forward or back by an hour, in its night. */
enum ClockChange {
    LONDON_FORTH("Europe/London", "2027-03-28", 1, true),
    LONDON_BACK("Europe/London", "2026-10-25", 1, false),
    NEW_YORK_FORTH("America/New_York", "2027-03-14", 2, true),
    NEW_YORK_BACK("America/New_York", "2026-11-01", 1, false);

    /** As the API writes times. */
    private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

    final ZoneId zone;
    final LocalDate date;
    /** Which the clock skips, or shows twice. */
    final int hour;

    final boolean skips;

    ClockChange(String zone, String date, int hour, boolean skips) {
        this.zone = ZoneId.of(zone);
        this.date = LocalDate.parse(date);
        this.hour = hour;
        this.skips = skips;
    }

    /** The moment at which the hour in question would begin, and the other one does. */
    Instant moment() {
        return date.atStartOfDay(zone).toInstant().plusSeconds((hour + (skips ? 0 : 1)) * 3_600L);
    }

    /** Every hour of the day, from midnight to midnight, the last included. */
    List<Instant> hours() {
        List<Instant> hours = new ArrayList<>();
        Instant end = date.plusDays(1).atStartOfDay(zone).toInstant();
        for (Instant at = date.atStartOfDay(zone).toInstant(); !at.isAfter(end); at = at.plusSeconds(3_600))
            hours.add(at);
        return hours;
    }

    /** Of a court's slot on a date at an hour; of two, the first. */
    static String slot(LocalDate date, int hour) {
        return "s-1-b1." + date.format(DateTimeFormatter.BASIC_ISO_DATE) + "T%02d00".formatted(hour);
    }

    String slot(int hour) {
        return slot(date, hour);
    }

    /** Of the court's slot in the hour in question, where the clock shows it a second time. */
    String secondSlot() {
        return slot(hour) + DateTimeFormatter.ofPattern("xx").format(moment().atZone(zone));
    }

    String text(Instant at) {
        return TEXT.format(at.atZone(zone));
    }

    /** Where the clock shows it twice, the first. */
    long ms(LocalDateTime local) {
        return local.atZone(zone).toInstant().toEpochMilli();
    }
}
