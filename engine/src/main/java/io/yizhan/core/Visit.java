package io.yizhan.core;

/**
 * That somebody is, or was, inside by the pass of a reservation, or of one of its companions. Immutable.
 *
 * @param enteredAtMs 0 where nobody saw them come in
 * @param entryGate where they did; "" likewise
 * @param entryReported whether that gate has counted it; else it was asked whether they may, and has not said yet that they did
 * @param leftAtMs 0 where they have not left, or nobody knows when
 * @param exitGate where they did; "" where no gate saw it
 * @param exitReported as with the entry
 * @param oddity what is not as it should be
 * @param companion by whose pass: the number of the invitation; 0 for that of the reservation itself
 */
public record Visit(
        long enteredAtMs,
        String entryGate,
        boolean entryReported,
        long leftAtMs,
        String exitGate,
        boolean exitReported,
        Ending ending,
        Oddity oddity,
        int companion) {
    /** By the pass of the reservation itself. */
    public Visit(
            long enteredAtMs,
            String entryGate,
            boolean entryReported,
            long leftAtMs,
            String exitGate,
            boolean exitReported,
            Ending ending,
            Oddity oddity) {
        this(enteredAtMs, entryGate, entryReported, leftAtMs, exitGate, exitReported, ending, oddity, 0);
    }

    /** How it has ended. The codes are journaled and stored: they never change their meaning. */
    public enum Ending {
        /** It has not. */
        INSIDE(0),
        /** They went out by a gate. */
        EXIT(1),
        /** Nobody stays so long: the exit was missed. */
        LONGEST_STAY(2),
        /** Nobody knows, nor whether it was one: the pass was inside already, or is of another station. */
        UNKNOWN(3);

        private static final Ending[] BY_CODE = values();
        private final int code;

        Ending(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }

        /** @throws ArrayIndexOutOfBoundsException there is none of that code */
        public static Ending of(int code) {
            return BY_CODE[code];
        }
    }

    /**
     * What a gate that decided by itself, or that reports late, may tell against the books. It is noted and refuses nothing. Codes as with
     * {@link Ending}.
     */
    public enum Oddity {
        NONE(0),
        /** As many were inside by the pass as its party has. */
        PASS_INSIDE_ALREADY(1),
        /** Somebody went out of whom nobody saw that they came in. */
        NO_ENTRY(2),
        /** The place was given up, or taken away. */
        CANCELLED(3),
        /** The place was never theirs: held, waited for, or expired. */
        NOT_CONFIRMED(4),
        /** Before the time to come, or when the place was lost or over. */
        OUT_OF_TIME(5),
        /** The pass is of another station. */
        OTHER_STATION(6);

        private static final Oddity[] BY_CODE = values();
        private final int code;

        Oddity(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }

        /** @throws ArrayIndexOutOfBoundsException there is none of that code */
        public static Oddity of(int code) {
            return BY_CODE[code];
        }
    }

    public boolean isInside() {
        return ending == Ending.INSIDE;
    }
}
