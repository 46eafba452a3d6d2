package io.yizhan.core;

/**
 * Whom the engine itself tells what happens: members who can sign in here. Somebody for whom a broker books is called by the broker's name, a blank,
 * and what the broker calls them. No token names anybody so, so there is nobody who could read an inbox, or say where to write to; and a booking
 * partner's customer is its own to be told anything (Open Booking API 1.0).
 */
public final class Addressee {
    /** Between a broker's name and what it calls somebody. */
    public static final char BROKERS = ' ';

    private Addressee() {}

    /** Whether the member of this name is one. */
    public static boolean is(String member) {
        return member.indexOf(BROKERS) < 0;
    }
}
