package io.yizhan.loadtest.drill;

import io.yizhan.loadtest.cluster.SmallCity;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A booking as its client knows it: what was asked with which key, what was answered, and so what it may be. Of one thread at a time. */
final class Attempt {
    /** What its client was told of the request to place it. */
    enum Told {
        NOTHING,
        REFUSED,
        PLACED
    }

    static final String HELD = "HELD";
    static final String CONFIRMED = "CONFIRMED";
    static final String CANCELLED = "CANCELLED";
    static final String EXPIRED = "EXPIRED";

    final int member;
    final String key;
    final String slot;
    final int party;
    final boolean hold;
    Told told = Told.NOTHING;
    String id = "";
    /** When the first answer said that it lapses; 0 for never. */
    long holdExpiresAtMs;

    /** More than one where a change was sent and never answered, or a hold may have lapsed. */
    Set<String> possible = Set.of();

    /** A change was sent, and no answer says whether it was done. */
    boolean changeUnanswered;

    Attempt(int member, String key, String slot, int party, boolean hold) {
        this.member = member;
        this.key = key;
        this.slot = slot;
        this.party = party;
        this.hold = hold;
    }

    void became(String state) {
        changeUnanswered = false;
        possible = state.equals(HELD) && holdExpiresAtMs > 0 ? Set.of(HELD, EXPIRED) : Set.of(state);
    }

    /** This state was asked for, and nothing was answered. */
    void mayBe(String state) {
        changeUnanswered = true;
        Set<String> more = new TreeSet<>(possible);
        more.add(state);
        possible = more;
    }

    static boolean live(String state) {
        return state.equals(HELD) || state.equals(CONFIRMED);
    }

    boolean perhapsLive() {
        return told == Told.PLACED && possible.stream().anyMatch(Attempt::live);
    }

    boolean surelyLive() {
        return told == Told.PLACED && possible.stream().allMatch(Attempt::live);
    }

    /** Whether it may be a hold, or become one, at the time of this slot. */
    boolean mayGiveWayTo(String wanted) {
        boolean perhapsHeld = told == Told.NOTHING || possible.contains(HELD);
        return perhapsHeld && time(wanted).equals(time(slot));
    }

    private static String time(String of) {
        return of.substring(of.indexOf('.'));
    }

    int places() {
        return SmallCity.exclusive(slot) ? 1 : party;
    }

    List<String> slots() {
        return List.of(slot);
    }

    @Override
    public String toString() {
        return (id.isEmpty() ? "the booking" : id) + " (key " + key + ", " + slot + ", party " + party
                + (hold ? ", a hold" : "") + ")";
    }
}
