package io.yizhan.catalogue;

import io.yizhan.core.SlotKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * Slot ids that people can read, {@code sh-001-b1.20261121T1800}: the venue's id and the local start. Where the clock is put
 * back and shows a time twice, the second has its offset too: {@code sh-001-b1.20261101T0130-0500}. Each slot key has exactly
 * one id; other spellings are unknown. The years of {@link Dates}. Any thread.
 *
 * <p>On the hot path of reservations and of slot lists. A zone's offset is looked up once for each date; the dates near a change
 * of offset go the long way through {@code java.time}.
 */
public final class SlotIds {
    /** What {@link #parse} gives for anything that is no slot id of this city. */
    public static final long UNKNOWN = -1;

    /** Two days more at each end than the years have, so that UTC and local dates are both within. */
    private static final int FIRST_DAY = (int) Dates.MIN.minusDays(2).toEpochDay();

    private static final int LAST_DAY = (int) Dates.MAX.plusDays(2).toEpochDay();
    private static final int DAY_MIN = 24 * 60;

    /** The length of {@code .20261121T1800}. */
    static final int TIME_CHARS = 14;

    /** The length of {@code -0500}. */
    private static final int OFFSET_CHARS = 5;

    /** A date near a change of offset. */
    private static final int CHANGES = -99_999;

    /** Added to offsets in {@link #offsets}, where 0 means not looked up yet. */
    private static final int BIAS = 100_000;

    private final VenueIds venues;
    private final ZoneRules rules;

    /** By day since {@link #FIRST_DAY}. Threads may race to fill an entry: all write the same value, and an int is written at once. */
    private final int[] offsets = new int[LAST_DAY - FIRST_DAY + 1];

    public SlotIds(Directory directory) {
        venues = new VenueIds(directory);
        rules = directory.city().zone().getRules();
    }

    /** The {@link SlotKey} for an id; {@link #UNKNOWN} where it is malformed or names no venue or no minute. */
    public long parse(String id) {
        int dot = id.indexOf('.');
        int timeChars = id.length() - dot;
        if (dot < 1 || (timeChars != TIME_CHARS && timeChars != TIME_CHARS + OFFSET_CHARS)) return UNKNOWN;
        if (id.charAt(dot + 9) != 'T') return UNKNOWN;
        int day = epochDay(digits(id, dot + 1, 4), digits(id, dot + 5, 2), digits(id, dot + 7, 2));
        int hour = digits(id, dot + 10, 2);
        int minute = digits(id, dot + 12, 2);
        if (day < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59) return UNKNOWN;
        int venueNo = venues.venueNo(id, dot);
        if (venueNo == 0) return UNKNOWN;
        int localMin = day * DAY_MIN + hour * 60 + minute;
        boolean second = timeChars > TIME_CHARS;
        int offsetMin = offsetMin(day);
        if (offsetMin != CHANGES) return second ? UNKNOWN : SlotKey.of(venueNo, localMin - offsetMin);
        return parseNearChange(id, venueNo, localMin, second);
    }

    /**
     * The id of a slot.
     *
     * @throws IllegalArgumentException for a key whose venue never had a number here, or outside the years
     */
    public String format(long slotKey) {
        int venueNo = SlotKey.venueNo(slotKey);
        int startMin = SlotKey.startMin(slotKey);
        byte[] venue = venueNo > 0 && venueNo < venues.end() ? venues.ascii(venueNo) : new byte[0];
        int utcDay = Math.floorDiv(startMin, DAY_MIN);
        if (venue.length == 0 || utcDay <= FIRST_DAY || utcDay >= LAST_DAY) {
            throw new IllegalArgumentException("no slot of this city: venue " + venueNo + ", minute " + startMin);
        }
        int offsetMin = offsetMin(utcDay);
        if (offsetMin == CHANGES) return formatNearChange(venue, startMin);
        int localMin = startMin + offsetMin;
        int localDay = Math.floorDiv(localMin, DAY_MIN);
        return offsetMin(localDay) == offsetMin ? id(venue, localMin, 0, false) : formatNearChange(venue, startMin);
    }

    private long parseNearChange(String id, int venueNo, int localMin, boolean second) {
        List<ZoneOffset> valid = rules.getValidOffsets(local(localMin));
        if (valid.size() <= (second ? 1 : 0)) return UNKNOWN;
        int offsetMin = valid.get(second ? 1 : 0).getTotalSeconds() / 60;
        if (second && !endsWithOffset(id, offsetMin)) return UNKNOWN;
        return SlotKey.of(venueNo, localMin - offsetMin);
    }

    private String formatNearChange(byte[] venue, int startMin) {
        ZoneOffset offset = rules.getOffset(Instant.ofEpochSecond(startMin * 60L));
        int offsetMin = offset.getTotalSeconds() / 60;
        int localMin = startMin + offsetMin;
        List<ZoneOffset> valid = rules.getValidOffsets(local(localMin));
        boolean second = valid.size() == 2 && valid.get(1).equals(offset);
        return id(venue, localMin, offsetMin, second);
    }

    /** East of Greenwich, for every minute of the local date; or {@link #CHANGES}. */
    private int offsetMin(int day) {
        int offset = offsets[day - FIRST_DAY];
        if (offset == 0) {
            offset = BIAS + lookUp(day);
            offsets[day - FIRST_DAY] = offset;
        }
        return offset - BIAS;
    }

    /** Whatever the offset, a local date lies within the UTC days around it; a change in any of these takes the long way. */
    private int lookUp(int day) {
        Instant before = Instant.ofEpochSecond((day - 1) * 86_400L);
        ZoneOffsetTransition change = rules.nextTransition(before.minusSeconds(1));
        if (change != null && change.toEpochSecond() <= (day + 2) * 86_400L) return CHANGES;
        return rules.getOffset(before).getTotalSeconds() / 60;
    }

    private static LocalDateTime local(int localMin) {
        return LocalDateTime.ofEpochSecond(localMin * 60L, 0, ZoneOffset.UTC);
    }

    private static String id(byte[] venue, int localMin, int offsetMin, boolean withOffset) {
        byte[] id = new byte[venue.length + TIME_CHARS + (withOffset ? OFFSET_CHARS : 0)];
        System.arraycopy(venue, 0, id, 0, venue.length);
        int at = venue.length;
        int day = Math.floorDiv(localMin, DAY_MIN);
        int minOfDay = localMin - day * DAY_MIN;
        id[at] = '.';
        putDate(id, at + 1, day);
        id[at + 9] = 'T';
        put(id, at + 10, minOfDay / 60);
        put(id, at + 12, minOfDay % 60);
        if (withOffset) putOffset(id, at + TIME_CHARS, offsetMin);
        return new String(id, StandardCharsets.ISO_8859_1);
    }

    /** Civil date from days, by Howard Hinnant's {@code civil_from_days}, for days since 1970 that are not negative. */
    private static void putDate(byte[] to, int at, int day) {
        int shifted = day + 719_468;
        int era = shifted / 146_097;
        int dayOfEra = shifted - era * 146_097;
        int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        int year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        put(to, at, year / 100);
        put(to, at + 2, year % 100);
        put(to, at + 4, month);
        put(to, at + 6, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1);
    }

    /** Days since 1970, by {@code days_from_civil}; -1 where there is no such date in the years of {@link Dates}. */
    private static int epochDay(int year, int month, int day) {
        if (!Dates.hasYear(year) || month < 1 || month > 12 || day < 1 || day > 31) return -1;
        if (day > 28 && day > lastDay(year, month)) return -1;
        int marchYear = month <= 2 ? year - 1 : year;
        int era = marchYear / 400;
        int yearOfEra = marchYear - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    }

    private static int lastDay(int year, int month) {
        if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    private static boolean endsWithOffset(String id, int offsetMin) {
        int at = id.length() - OFFSET_CHARS;
        int size = Math.abs(offsetMin);
        return id.charAt(at) == (offsetMin < 0 ? '-' : '+')
                && digits(id, at + 1, 2) == size / 60
                && digits(id, at + 3, 2) == size % 60;
    }

    private static void putOffset(byte[] to, int at, int offsetMin) {
        int size = Math.abs(offsetMin);
        to[at] = (byte) (offsetMin < 0 ? '-' : '+');
        put(to, at + 1, size / 60);
        put(to, at + 3, size % 60);
    }

    private static void put(byte[] to, int at, int twoDigits) {
        to[at] = (byte) ('0' + twoDigits / 10);
        to[at + 1] = (byte) ('0' + twoDigits % 10);
    }

    /** Below zero where there is anything but digits. */
    private static int digits(String text, int from, int count) {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) return -1;
            number = number * 10 + digit;
        }
        return number;
    }
}
