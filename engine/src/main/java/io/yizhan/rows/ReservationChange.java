package io.yizhan.rows;

import io.yizhan.core.Event.CheckedIn;
import io.yizhan.core.Event.DrawDecided;
import io.yizhan.core.Event.DrawEntered;
import io.yizhan.core.Event.PlaceOffered;
import io.yizhan.core.Event.ReservationConfirmed;
import io.yizhan.core.Event.ReservationPlaced;
import io.yizhan.core.ReservationState;
import io.yizhan.core.StoredReservation.Entry;
import org.jspecify.annotations.Nullable;

/** What a batch comes to for one reservation. */
final class ReservationChange {
    final long id;

    /** The number of the last event about it. */
    long seq;

    /** Null where it was placed before this batch. */
    @Nullable
    ReservationPlaced placed;

    /** As it is after the batch; null where the batch does not change it. */
    @Nullable
    ReservationState state;

    /** 0 where it is active, or ended before this batch. */
    long endedAtMs;

    /** That has cancelled it in this batch; 0 for none. */
    int closureNo;

    /** Of the operator who has cancelled it in this batch; "" for none. */
    String takenFor = "";

    /** Whether it has waited until this batch, and got a place. */
    boolean offered;

    /** Of one that waits, or has waited: see {@code StoredReservation}; 0 where the batch does not change it. */
    long waitEndsAtMs;

    /** By when its member must have come; 0 where nobody looks, or the batch does not change it. */
    long checkInByMs;

    /** When its member came in this batch; 0 for not. */
    long checkedInAtMs;

    /** How it was placed, where that is in this batch. */
    Entry entry = Entry.NONE;

    /** Whether it was in a draw until this batch, and waits now. */
    boolean waitsAfterDraw;

    /** Whether the draw had no place for it, nor has it come to one since; null where the batch does not change that. */
    @Nullable
    Boolean lost;

    boolean archived;

    ReservationChange(long id) {
        this.id = id;
    }

    void place(ReservationPlaced event) {
        if (placed != null || state != null || archived) throw contradiction("placed");
        placed = event;
        waitEndsAtMs = event.waitEndsAtMs();
        checkInByMs = event.checkInByMs();
        state = event.state();
        if (event.enters()) entry = Entry.ENTERED;
    }

    void enter(DrawEntered event) {
        if (placed == null || state != ReservationState.ENTERED) throw contradiction("in a draw");
        entry = event.waits() ? Entry.WOULD_WAIT : Entry.ENTERED;
    }

    void decide(DrawDecided event) {
        if (archived || (state != null && state != ReservationState.ENTERED)) throw contradiction("drawn");
        lost = event.result().lost();
        switch (event.result().state()) {
            case CONFIRMED -> {
                offered = true;
                state = ReservationState.CONFIRMED;
                checkInByMs = event.untilMs();
            }
            case WAITLISTED -> {
                waitsAfterDraw = true;
                state = ReservationState.WAITLISTED;
                waitEndsAtMs = event.untilMs();
            }
            default -> end(event.result().state(), event.atMs());
        }
    }

    void offer(PlaceOffered event) {
        if (archived || (state != null && state != ReservationState.WAITLISTED)) throw contradiction("offered a place");
        offered = true;
        lost = false;
        state = event.offerExpiresAtMs() == 0 ? ReservationState.CONFIRMED : ReservationState.OFFERED;
        if (event.offerExpiresAtMs() != 0) waitEndsAtMs = event.offerExpiresAtMs();
        checkInByMs = event.checkInByMs();
    }

    void confirm(ReservationConfirmed event) {
        if (archived || (state != null && !mayBeConfirmed(state))) throw contradiction("confirmed");
        state = ReservationState.CONFIRMED;
        checkInByMs = event.checkInByMs();
    }

    /** Who is confirmed already is awaited at another time. */
    private static boolean mayBeConfirmed(ReservationState state) {
        return state == ReservationState.HELD
                || state == ReservationState.OFFERED
                || state == ReservationState.CONFIRMED;
    }

    void checkIn(CheckedIn event) {
        if (archived || (state != null && state != ReservationState.CONFIRMED)) throw contradiction("checked in");
        state = ReservationState.CHECKED_IN;
        checkedInAtMs = event.atMs();
    }

    void end(ReservationState ended, long atMs) {
        if (archived || (state != null && state.ended())) throw contradiction("ended");
        state = ended;
        endedAtMs = atMs;
    }

    void archive() {
        if (archived || (state != null && !state.ended())) throw contradiction("archived");
        archived = true;
    }

    /** Whether it was offered a place or confirmed in this batch, placed before it, and is in another state by its end. */
    boolean hadAPlaceAndLeftIt() {
        boolean had = checkInByMs != 0 || waitEndsAtMs != 0;
        return had && placed == null && (endedAtMs != 0 || checkedInAtMs != 0);
    }

    /** As the row has it after the batch. */
    int stateCode() {
        ReservationState after = state;
        if (after == null) throw new IllegalStateException("reservation " + id + " does not change");
        return after.code();
    }

    private IllegalStateException contradiction(String verb) {
        return new IllegalStateException("reservation " + id + " is " + verb + ", but was " + state
                + (archived ? ", archived" : "") + " before");
    }
}
