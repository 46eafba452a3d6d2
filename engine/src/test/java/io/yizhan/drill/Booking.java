package io.yizhan.drill;

import io.yizhan.core.ReservationState;
import io.yizhan.town.DrillTown;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A booking as its client knows it: what was asked, what was answered, and so what it may be by now. Of one thread at a time. */
final class Booking {
    /** What its client was told of the request to place it. */
    enum Told {
        NOTHING,
        REFUSED,
        PLACED
    }

    final String token;
    final String key;
    final List<String> slots;
    final int party;
    final boolean hold;
    Told told = Told.NOTHING;
    String id = "";
    /** More than one where a change was sent and never answered, or a hold may have lapsed. */
    EnumSet<ReservationState> possible = EnumSet.noneOf(ReservationState.class);

    /** What it was when the last change was sent. */
    EnumSet<ReservationState> known = possible;

    Booking(String token, String key, List<String> slots, int party, boolean hold) {
        this.token = token;
        this.key = key;
        this.slots = slots;
        this.party = party;
        this.hold = hold;
    }

    void placed(String id, ReservationState state) {
        told = Told.PLACED;
        this.id = id;
        became(state);
    }

    void became(ReservationState state) {
        possible = EnumSet.of(state);
        if (state == ReservationState.HELD && lapses()) possible.add(ReservationState.EXPIRED);
    }

    boolean lapses() {
        return hold && DrillTown.lapses(slots.getFirst());
    }

    /** Whether something was sent of which it is unknown whether it was done; that a hold may lapse is no such thing. */
    boolean unsure() {
        return told == Told.PLACED
                && possible.size() > 1
                && !possible.equals(EnumSet.of(ReservationState.HELD, ReservationState.EXPIRED));
    }

    boolean live() {
        return told == Told.PLACED && possible.stream().anyMatch(ReservationState::active);
    }

    boolean surelyLive() {
        return told == Told.PLACED && possible.stream().allMatch(ReservationState::active);
    }

    /** Whether it may be a hold, or become one, at the time of any of these. */
    boolean mayGiveWayTo(List<String> wanted) {
        boolean perhapsHeld = told == Told.NOTHING || possible.contains(ReservationState.HELD);
        return perhapsHeld
                && slots.stream().anyMatch(mine -> wanted.stream().anyMatch(it -> time(it).equals(time(mine))));
    }

    private static String time(String slot) {
        return slot.substring(slot.indexOf('.'));
    }

    int placesOf(String slot) {
        return DrillTown.exclusive(slot) ? 1 : party;
    }

    @Nullable
    ReservationState only() {
        return possible.size() == 1 ? possible.iterator().next() : null;
    }

    @Override
    public String toString() {
        return "booking " + id + " with key " + key + " of " + slots + " for " + party + (hold ? ", a hold: " : ": ")
                + told + " " + possible;
    }
}
