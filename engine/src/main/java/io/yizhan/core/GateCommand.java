package io.yizhan.core;

/** What gates ask of a region, and what is asked about the people whom they count; see {@link Command}. */
public final class GateCommand {
    private GateCommand() {}

    /** Passes that a gate has read, in one command: what follows from them must fit into one batch. */
    public static final int GATE_PASSES_MAX = 120;

    /** Gate events in one command. */
    public static final int GATE_EVENTS_MAX = 5_000;

    /** Ranges that a gate gives up in one command. */
    public static final int GATE_FORGET_MAX = 1_000;

    /**
     * Entries and exits as a gate counted them. Any order, any number of times: (gate, boot, seq) counts once.
     *
     * @param gate the gate's id; with {@code boot} at most 64 characters each
     * @param boot what the gate calls its current run; sequence numbers start at 1 in each
     * @param venueNo the venue that the gate leads into, where it counts for that and not for the station; 0 for a gate of the station itself
     * @param seqs 1 or above, without repetition, at most {@value #GATE_EVENTS_MAX}; none where numbers are only given up
     * @param atMs when each happened, by the gate's clock
     * @param in true where somebody came in, false where somebody left
     * @param credentials what the gate read, or "" where it read nothing
     * @param spoilt numbers of events that were wrong in themselves, none of them in {@code seqs}: they came, and will never count
     * @param forget bounds of ranges that the gate has lost ({@code from, to, from, to, …}, in any order); what lies above the highest
     *     number of this boot is not missing yet, and is left alone
     * @param reservations of each event whose pass that is, 0 where it was none of this city's; none at all where no pass was read. At most
     *     {@value #GATE_PASSES_MAX} are not 0
     * @param companions of each of these passes the number of the invitation, 0 for the holder's; none at all where all are holders'
     */
    public record RecordGateEvents(
            String gate,
            String boot,
            int stationNo,
            int venueNo,
            long[] seqs,
            long[] atMs,
            boolean[] in,
            String[] credentials,
            long[] spoilt,
            long[] forget,
            long[] reservations,
            int[] companions)
            implements Command.OfGates<Outcome.GateReceipt> {
        public RecordGateEvents {
            if (companions.length != 0 && companions.length != reservations.length)
                throw new IllegalArgumentException(companions.length + " companions of " + reservations.length);
            if (reservations.length != 0 && reservations.length != seqs.length)
                throw new IllegalArgumentException(reservations.length + " passes of " + seqs.length + " events");
            int passes = 0;
            for (long it : reservations) if (it != 0) passes++;
            if (passes > GATE_PASSES_MAX) throw new IllegalArgumentException(passes + " passes in one command");
        }

        @Override
        public Class<Outcome.GateReceipt> answer() {
            return Outcome.GateReceipt.class;
        }

        private static final long[] NONE = {};
        private static final int[] ALL_HOLDERS = {};

        /** Whose pass that of event {@code i} is. */
        public int companion(int i) {
            return companions.length == 0 ? 0 : companions[i];
        }

        /** Where all passes are holders'. */
        public RecordGateEvents(
                String gate,
                String boot,
                int stationNo,
                int venueNo,
                long[] seqs,
                long[] atMs,
                boolean[] in,
                String[] credentials,
                long[] spoilt,
                long[] forget,
                long[] reservations) {
            this(
                    gate,
                    boot,
                    stationNo,
                    venueNo,
                    seqs,
                    atMs,
                    in,
                    credentials,
                    spoilt,
                    forget,
                    reservations,
                    ALL_HOLDERS);
        }

        /** By a gate of the station itself. */
        public RecordGateEvents(
                String gate,
                String boot,
                int stationNo,
                long[] seqs,
                long[] atMs,
                boolean[] in,
                String[] credentials,
                long[] spoilt,
                long[] forget) {
            this(gate, boot, stationNo, 0, seqs, atMs, in, credentials, spoilt, forget, NONE);
        }

        /** Where every event is good, and none was lost. */
        public RecordGateEvents(
                String gate, String boot, int stationNo, long[] seqs, long[] atMs, boolean[] in, String[] credentials) {
            this(gate, boot, stationNo, seqs, atMs, in, credentials, NONE, NONE);
        }
    }

    /**
     * A gate asks whether it may open for whoever shows the pass of this reservation; where it may, they have checked in, and are inside.
     *
     * @param gate the gate's id
     * @param stationNo where it is
     * @param companion the number of the invitation whose pass it is; 0 for the holder's
     * @param in false for who wants out
     * @param retry the gate has asked this before, has heard no answer, and has not opened
     */
    public record Admit(String gate, int stationNo, long reservationId, int companion, boolean in, boolean retry)
            implements Command.OfGates<Outcome.Admission> {
        /** By the holder's pass. */
        public Admit(String gate, int stationNo, long reservationId, boolean in, boolean retry) {
            this(gate, stationNo, reservationId, 0, in, retry);
        }

        /** Asked for the first time. */
        public Admit(String gate, int stationNo, long reservationId, boolean in) {
            this(gate, stationNo, reservationId, in, false);
        }

        @Override
        public Class<Outcome.Admission> answer() {
            return Outcome.Admission.class;
        }
    }

    /**
     * A gate asks whether it may open for somebody without a reservation. Changes nothing; in the queue so that the answer is of the same
     * moment as those before it.
     *
     * @param limit people at once at the station, as the catalogue has it
     * @param aheadMin places of those who have booked are kept for so many minutes before their slots start
     */
    public record AdmitWalkIn(int stationNo, int limit, int aheadMin) implements Command.OfGates<Outcome.Admission> {
        @Override
        public Class<Outcome.Admission> answer() {
            return Outcome.Admission.class;
        }
    }

    /**
     * Somebody at a station has counted who is inside.
     *
     * @param inside 0 to {@value Command#INSIDE_MAX}; also more than the station may have
     * @param preview nothing is changed
     */
    public record CountByEye(int stationNo, int inside, boolean preview)
            implements Command.GateChange<Outcome.OccupancyCounted> {
        @Override
        public Class<Outcome.OccupancyCounted> answer() {
            return Outcome.OccupancyCounted.class;
        }
    }

    /**
     * Nobody is inside a station, or any of its venues, at this moment of the night. Once is enough, and again is the same.
     *
     * @param momentMs not in the future
     */
    public record ResetOccupancy(int stationNo, long momentMs) implements Command.OfGates<Outcome.Done> {
        @Override
        public Class<Outcome.Done> answer() {
            return Outcome.Done.class;
        }
    }
}
