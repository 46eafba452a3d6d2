package io.yizhan.http.json;

/** Ids that are a letter and a number, such as {@code c-12}: of what there is too little of for anybody to mistype one for another. */
public enum NumberedIds {
    ACT("a-", 18),
    CLOSURE("c-", 9),
    NOTICE("n-", 18),
    WEBHOOK("w-", 9);

    /** What {@link #parse} gives for a text that is no id. */
    public static final long NONE = 0;

    private final String prefix;
    private final int digitsMax;

    NumberedIds(String prefix, int digitsMax) {
        this.prefix = prefix;
        this.digitsMax = digitsMax;
    }

    public String format(long no) {
        return prefix + no;
    }

    public long parse(String id) {
        String digits = id.startsWith(prefix) ? id.substring(prefix.length()) : "";
        if (digits.isEmpty() || digits.length() > digitsMax || digits.charAt(0) == '0') return NONE;
        for (int i = 0; i < digits.length(); i++) if (digits.charAt(i) < '0' || digits.charAt(i) > '9') return NONE;
        return Long.parseLong(digits);
    }
}
