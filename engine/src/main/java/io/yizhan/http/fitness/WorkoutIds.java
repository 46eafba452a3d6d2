package io.yizhan.http.fitness;

/** Ids of workouts as the API has them: {@code w-17}. */
final class WorkoutIds {
    static final long NONE = 0;

    private static final String PREFIX = "w-";
    private static final int LENGTH_MAX = 20;

    private WorkoutIds() {}

    static String format(long no) {
        return PREFIX + no;
    }

    /** {@link #NONE} for what is no such id. */
    static long parse(String text) {
        if (!text.startsWith(PREFIX) || text.length() > LENGTH_MAX) return NONE;
        long no = 0;
        for (int i = PREFIX.length(); i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || (no == 0 && digit == 0)) return NONE;
            no = no * 10 + digit;
        }
        return no;
    }
}
