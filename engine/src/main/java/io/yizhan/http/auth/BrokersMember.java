package io.yizhan.http.auth;

import io.yizhan.core.Addressee;

/** What somebody for whom a broker books is called in the books: the broker's name, a blank, and what the broker calls them. No token can name anybody so. */
public final class BrokersMember {
    private BrokersMember() {}

    private static final char BETWEEN = Addressee.BROKERS;

    /** Of both names with what is between them. */
    public static final int LENGTH_MAX = 2 * Principal.SUBJECT_LENGTH_MAX + 1;

    /** What books call them. */
    public static String name(String broker, String member) {
        return broker + BETWEEN + member;
    }

    /** Whether books may call any member so: by the subject of a token, or as some broker's. */
    public static boolean orSubject(String name) {
        int between = name.indexOf(BETWEEN);
        if (between < 0) return Principal.isSubject(name);
        return Principal.isSubject(name.substring(0, between)) && Principal.isSubject(name.substring(between + 1));
    }
}
