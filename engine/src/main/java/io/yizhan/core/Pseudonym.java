package io.yizhan.core;

/**
 * Whose an entry in a draw is, for everybody but its member and the operator: the first 128 bits of HMAC-SHA256 by a key of the draw. The core
 * has no keys, so whoever sends a booking gives it along.
 */
public record Pseudonym(long hi, long lo) {
    /** As it is published: 32 lower-case hexadecimal digits. */
    public String hex() {
        return hex(hi) + hex(lo);
    }

    private static String hex(long half) {
        String digits = Long.toHexString(half);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
