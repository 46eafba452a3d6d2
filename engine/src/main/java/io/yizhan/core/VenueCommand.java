package io.yizhan.core;

import org.jspecify.annotations.Nullable;

/** What the catalogue says of a region's venues and their slots, at each start and on each new day; see {@link Command}. */
public final class VenueCommand {
    private VenueCommand() {}

    /** The terms of a venue; repeated at each start, and journaled only where they changed. */
    public record DefineVenue(int venueNo, VenueTerms terms) implements Command.OfVenues<Outcome.Done> {
        @Override
        public Class<Outcome.Done> answer() {
            return Outcome.Done.class;
        }
    }

    /** The catalogue has this venue no longer: what is booked stays booked, and nothing new is. Where there is none, nothing happens. */
    public record WithdrawVenue(int venueNo) implements Command.OfVenues<Outcome.Done> {
        @Override
        public Class<Outcome.Done> answer() {
            return Outcome.Done.class;
        }
    }

    /**
     * Whoever keeps a copy of the slots is to look at those of this venue once more: by the catalogue they are slots of something else now, which the books
     * don't know. Nothing else comes of it.
     */
    public record TellSlotsAgain(int venueNo) implements Command.OfVenues<Outcome.Done> {
        @Override
        public Class<Outcome.Done> answer() {
            return Outcome.Done.class;
        }
    }

    /**
     * Opens slots of one venue, which must be defined, shared as its terms say now. Slots that exist stay as they are, and one that would
     * share time with them is not opened: the court is taken. All arrays have the same length; times are minutes since 1970 UTC.
     *
     * @param releaseMin from when a slot can be booked, by the host's staff first where there is a host
     * @param neighboursMin from when everybody else can book it; not before {@code releaseMin}
     * @param closed slots that are shown but can't be booked
     * @param localDay on which each starts, as the region's clock has it; since 1970-01-01
     * @param activities how people take part in what takes place in each; null for a slot like any other
     * @param draws how the places of each are drawn for; null where they are not
     */
    public record OpenSlots(
            int venueNo,
            int[] startMin,
            int[] endMin,
            int[] capacity,
            int[] releaseMin,
            int[] neighboursMin,
            boolean[] closed,
            int[] localDay,
            @Nullable ActivityTerms[] activities,
            @Nullable DrawTerms[] draws)
            implements Command.OfVenues<Outcome.Done> {
        @Override
        public Class<Outcome.Done> answer() {
            return Outcome.Done.class;
        }

        private static final int DAY_MIN = 1_440;

        /** Of which none is drawn for. */
        public OpenSlots(
                int venueNo,
                int[] startMin,
                int[] endMin,
                int[] capacity,
                int[] releaseMin,
                int[] neighboursMin,
                boolean[] closed,
                int[] localDay,
                @Nullable ActivityTerms[] activities) {
            this(
                    venueNo,
                    startMin,
                    endMin,
                    capacity,
                    releaseMin,
                    neighboursMin,
                    closed,
                    localDay,
                    activities,
                    none(startMin));
        }

        private static @Nullable DrawTerms[] none(int[] startMin) {
            return new @Nullable DrawTerms[startMin.length];
        }

        /** The same slots, with draws for some. */
        public OpenSlots with(@Nullable DrawTerms[] terms) {
            return new OpenSlots(
                    venueNo,
                    startMin,
                    endMin,
                    capacity,
                    releaseMin,
                    neighboursMin,
                    closed,
                    localDay,
                    activities,
                    terms);
        }

        /** In which nothing takes place. */
        public OpenSlots(
                int venueNo,
                int[] startMin,
                int[] endMin,
                int[] capacity,
                int[] releaseMin,
                int[] neighboursMin,
                boolean[] closed,
                int[] localDay) {
            this(
                    venueNo,
                    startMin,
                    endMin,
                    capacity,
                    releaseMin,
                    neighboursMin,
                    closed,
                    localDay,
                    new @Nullable ActivityTerms[startMin.length]);
        }

        /** Where all are released at once. */
        public OpenSlots(
                int venueNo,
                int[] startMin,
                int[] endMin,
                int[] capacity,
                int[] releaseMin,
                boolean[] closed,
                int[] localDay) {
            this(venueNo, startMin, endMin, capacity, releaseMin, releaseMin, closed, localDay);
        }

        /** The same, in a region whose clock shows UTC. */
        public OpenSlots(
                int venueNo, int[] startMin, int[] endMin, int[] capacity, int[] releaseMin, boolean[] closed) {
            this(venueNo, startMin, endMin, capacity, releaseMin, closed, utcDays(startMin));
        }

        /** The days on which these minutes lie by UTC. */
        public static int[] utcDays(int[] startMin) {
            int[] days = new int[startMin.length];
            for (int i = 0; i < days.length; i++) days[i] = Math.floorDiv(startMin[i], DAY_MIN);
            return days;
        }
    }

    /** Forgets slots that ended before this minute and that no live reservation uses. */
    public record RetireSlots(int endedBeforeMin) implements Command.OfVenues<Outcome.Done> {
        @Override
        public Class<Outcome.Done> answer() {
            return Outcome.Done.class;
        }
    }
}
