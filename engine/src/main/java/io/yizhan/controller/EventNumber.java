package io.yizhan.controller;

import io.yizhan.core.table.Hash;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The number by which a report counts once, however often it is sent: made of nothing but what it says itself, so that every node and every
 * later engine makes the same.
 *
 * <p>A boot is an hour of the device's clock. So a device whose index starts anew after a reset is not taken for one that repeats itself,
 * unless both happen within the hour and at the same index; and what has to be remembered of a device ends with its hours. Within the hour
 * the device's index is the number. Where it has none, the second is, followed by a hash of what was reported: such numbers leave gaps, and
 * nobody waits for those.
 *
 * @param boot at most 64 visible characters of ASCII
 * @param seq 1 or above
 */
record EventNumber(String boot, long seq) {
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuuMMddHH", Locale.ROOT);
    /** Of hashes: two of the same second are alike once in 10<sup>15</sup>. */
    private static final int HASH_BITS = 50;

    private static final String WITHOUT_INDEX = "t";
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** @param device its protocol and serial number */
    static EventNumber of(String device, Report report) {
        LocalDateTime at = report.at();
        String boot = device + '-' + HOUR.format(at);
        if (report.index() > 0) return new EventNumber(boot, report.index());
        long second = at.getMinute() * 60L + at.getSecond();
        long seq = second << HASH_BITS | hash(report.text()) >>> (Long.SIZE - HASH_BITS);
        return new EventNumber(boot + WITHOUT_INDEX, Math.max(1, seq));
    }

    private static long hash(String text) {
        long hash = FNV_BASIS;
        for (int i = 0; i < text.length(); i++) hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        return Hash.of(hash);
    }
}
