package io.yizhan.http.json;

import java.util.Arrays;

/** Reservation ids as people see them: {@code r-} and the number in Crockford's base 32, which has no letters to confuse. */
public final class ReservationIds {
    /** What {@link #parse} gives for a text that is no id. */
    public static final long NONE = 0;

    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int i = 0; i < DIGITS.length; i++) {
            VALUES[DIGITS[i]] = (byte) i;
            VALUES[Character.toUpperCase(DIGITS[i])] = (byte) i;
        }
    }

    private ReservationIds() {}

    public static String format(long id) {
        char[] text = new char[15];
        int at = text.length;
        long rest = id;
        do {
            text[--at] = DIGITS[(int) (rest & 31)];
            rest >>>= 5;
        } while (rest != 0);
        text[--at] = '-';
        text[--at] = 'r';
        return new String(text, at, text.length - at);
    }

    public static long parse(String text) {
        int length = text.length();
        if (length < 3 || length > 15 || !text.startsWith("r-") || text.charAt(2) == '0') return NONE;
        long id = 0;
        for (int i = 2; i < length; i++) {
            char c = text.charAt(i);
            int value = c < 128 ? VALUES[c] : -1;
            if (value < 0 || id > Long.MAX_VALUE >>> 5) return NONE;
            id = id << 5 | value;
        }
        return id;
    }
}
