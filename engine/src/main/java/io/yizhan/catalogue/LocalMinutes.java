package io.yizhan.catalogue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;

/** A zone's local times as minutes since 1970 UTC, where clocks are put forward and back too. Immutable; any thread. */
final class LocalMinutes {
    private final ZoneRules rules;

    LocalMinutes(ZoneId zone) {
        rules = zone.getRules();
    }

    /** Every minute at which the clock shows this: none within a gap, two where it is put back, otherwise one; in order. */
    int[] at(LocalDate date, int minOfDay) {
        LocalDateTime local = date.atStartOfDay().plusMinutes(minOfDay);
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        int[] minutes = new int[offsets.size()];
        for (int i = 0; i < minutes.length; i++) minutes[i] = minute(local, offsets.get(i));
        return minutes;
    }

    /** The first minute at which the clock shows this or, within a gap, at which the gap is over. */
    int from(LocalDate date, int minOfDay) {
        int[] minutes = at(date, minOfDay);
        return minutes.length > 0 ? minutes[0] : endOfGap(date, minOfDay);
    }

    /**
     * The end of something that starts at a given minute and is to last from one local time to another of the same day: when
     * the clock has come to that time, but never longer than planned. So a gap shortens it, and a repeated hour doesn't
     * lengthen it.
     */
    int end(LocalDate date, int startMin, int fromMinOfDay, int toMinOfDay) {
        int planned = startMin + (toMinOfDay - fromMinOfDay);
        int[] minutes = at(date, toMinOfDay);
        if (minutes.length == 0) return Math.min(planned, endOfGap(date, toMinOfDay));
        for (int minute : minutes) if (minute > startMin) return Math.min(planned, minute);
        return planned;
    }

    LocalDateTime local(int min) {
        long seconds = min * 60L;
        return LocalDateTime.ofEpochSecond(seconds, 0, rules.getOffset(Instant.ofEpochSecond(seconds)));
    }

    private int endOfGap(LocalDate date, int minOfDay) {
        LocalDateTime local = date.atStartOfDay().plusMinutes(minOfDay);
        ZoneOffsetTransition gap = rules.getTransition(local);
        return Math.toIntExact(gap.toEpochSecond() / 60);
    }

    private static int minute(LocalDateTime local, ZoneOffset offset) {
        return Math.toIntExact(Math.floorDiv(local.toEpochSecond(offset), 60L));
    }
}
