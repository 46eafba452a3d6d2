package io.yizhan.http.iclock;

/** Who somebody is to a device: the PIN under which it knows them, and the card that they showed. */
final class Credentials {
    static final int PIN_CHARS_MAX = 32;
    /** How devices write that there is none. */
    private static final String NONE = "0";

    private Credentials() {}

    static boolean isPin(String text) {
        if (text.isEmpty() || text.length() > PIN_CHARS_MAX) return false;
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) <= ' ' || text.charAt(i) > '~') return false;
        return true;
    }

    static boolean isNone(String text) {
        return text.isEmpty() || text.equals(NONE);
    }

    /** The PIN, with the card behind a slash where there was one. */
    static String of(String pin, String card) {
        return isNone(card) || !isPin(card) ? pin : pin + '/' + card;
    }
}
