package io.yizhan.traffic;

/**
 * How large a {@link Crowd} is.
 *
 * @param times how many times the usual one, {@value Party#MEMBERS} members and some requests a second; 1 to {@value #TIMES_MAX}
 * @param seed the same one, at the same moment before the same engine, asks for the same
 */
public record Traffic(int times, long seed) {
    /** Each of them has a thread. */
    public static final int TIMES_MAX = 200;

    public Traffic {
        if (times < 1 || times > TIMES_MAX) throw new IllegalArgumentException(times + " of 1–" + TIMES_MAX);
    }
}
