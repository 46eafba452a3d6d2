package io.yizhan.core;

/**
 * What somebody has done on a machine, in one go. Immutable.
 *
 * @param no its number in the region, from 1; 0 for one that has none yet
 * @param machine the machine's id in the catalogue
 * @param stationNo where that stood
 * @param kind the machine's, as the catalogue had it then
 * @param member whose it is; "" for nobody's
 * @param whose how that is known
 * @param startMs when it began
 * @param endMs when something was last done; not before it began, and at most {@value #LONGEST_MS} ms later
 * @param activeS seconds that the machine has counted, pauses left out where it leaves them out
 * @param distanceM metres; {@link #UNTOLD} where the machine says nothing of them
 * @param energyKcal as the machine has counted it; likewise
 * @param heartRateBpm the mean of what was measured; likewise
 * @param powerW the mean; likewise
 */
public record Workout(
        long no,
        String machine,
        int stationNo,
        String kind,
        String member,
        Whose whose,
        long startMs,
        long endMs,
        int activeS,
        int distanceM,
        int energyKcal,
        int heartRateBpm,
        int powerW) {
    public static final int UNTOLD = -1;

    public static final long LONGEST_MS = 24 * 3_600_000L;

    /** How it is known whose it is. The codes are journaled and stored: they never change their meaning. */
    public enum Whose {
        /** It is not: whoever was there may claim it for some minutes. */
        NOBODYS(0),
        /** Their pass was shown to the machine. */
        BY_PASS(1),
        /** They said so, some minutes later at most. */
        CLAIMED(2),
        /** It was somebody's who is forgotten. It stays nobody's. */
        FORGOTTEN(3);

        private static final Whose[] BY_CODE = values();
        private final int code;

        Whose(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }

        /** @throws ArrayIndexOutOfBoundsException there is none of that code */
        public static Whose of(int code) {
            return BY_CODE[code];
        }
    }

    public Workout of(String of, Whose how) {
        return new Workout(
                no,
                machine,
                stationNo,
                kind,
                of,
                how,
                startMs,
                endMs,
                activeS,
                distanceM,
                energyKcal,
                heartRateBpm,
                powerW);
    }

    /** Without the one whose it was, and without what was measured of their body. */
    public Workout forgotten() {
        return new Workout(
                no,
                machine,
                stationNo,
                kind,
                "",
                Whose.FORGOTTEN,
                startMs,
                endMs,
                activeS,
                distanceM,
                energyKcal,
                UNTOLD,
                UNTOLD);
    }

    public Workout numbered(long number) {
        return new Workout(
                number,
                machine,
                stationNo,
                kind,
                member,
                whose,
                startMs,
                endMs,
                activeS,
                distanceM,
                energyKcal,
                heartRateBpm,
                powerW);
    }

    /** For how long both were under way, in ms; below zero where there is so much between them. */
    public long overlapMs(long fromMs, long toMs) {
        return Math.min(endMs, toMs) - Math.max(startMs, fromMs);
    }
}
