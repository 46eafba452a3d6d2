package io.yizhan.core;

import org.jspecify.annotations.Nullable;

/**
 * An invitation to come along to a reservation. Immutable.
 *
 * @param number within the reservation, 1 for the first; never used again
 * @param member who has accepted it; "" for nobody, or somebody who is forgotten
 * @param acceptedAtMs 0 where nobody has
 * @param endedAtMs when it was withdrawn, or its companion left; 0 where neither is so
 */
public record Invitation(int number, State state, String member, long invitedAtMs, long acceptedAtMs, long endedAtMs) {
    /** How it stands. Codes are stored: they never change their meaning. Names are those of the API. */
    public enum State {
        /** Nobody has accepted it. */
        OPEN(0),
        ACCEPTED(1),
        /** By the holder of the reservation. */
        WITHDRAWN(2),
        /** Whoever had accepted it does not come along. */
        LEFT(3);

        private final int code;

        State(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }

        /** Null where nothing has this code. */
        public static @Nullable State of(int code) {
            for (State one : values()) if (one.code == code) return one;
            return null;
        }
    }

    /** Nobody has accepted it yet. */
    public static Invitation open(int number, long atMs) {
        return new Invitation(number, State.OPEN, "", atMs, 0, 0);
    }

    public Invitation accepted(String by, long atMs) {
        return new Invitation(number, State.ACCEPTED, by, invitedAtMs, atMs, 0);
    }

    /** @param left by its companion, else by the holder */
    public Invitation ended(boolean left, long atMs) {
        return new Invitation(number, left ? State.LEFT : State.WITHDRAWN, member, invitedAtMs, acceptedAtMs, atMs);
    }

    /** Without who it was. */
    public Invitation forgotten() {
        return new Invitation(number, state, "", invitedAtMs, acceptedAtMs, endedAtMs);
    }

    /** Whether one of the party's places is kept for it. */
    public boolean counts() {
        return state == State.OPEN || state == State.ACCEPTED;
    }

    /** Whether the holder has replaced somebody who had accepted it. */
    public boolean isChange() {
        return state == State.WITHDRAWN && acceptedAtMs != 0;
    }
}
