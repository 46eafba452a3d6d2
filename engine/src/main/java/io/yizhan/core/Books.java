package io.yizhan.core;

/**
 * Takes the books as they stood at a checkpoint: slots and closures after their venues, reservations after all of those. Writer thread, before any
 * command.
 */
public interface Books {
    /** Minutes for which it is told of a slot that it has gone: seven days, as OpenActive's feeds want it. */
    int RETIRED_TOLD_MIN = 7 * 1_440;

    void venue(int venueNo, VenueTerms terms);

    void slot(StoredSlot slot);

    /** By the event of which number a slot that was handed over before has last changed, for whoever looks at it. */
    void slotChanged(long slotKey, long seq);

    /** A slot that is not in the books any more, and the number of the event by which it left: those who have seen it are to hear that. */
    void slotRetired(long slotKey, long seq);

    /** What takes place in a slot that was handed over before. */
    void activity(long slotKey, ActivityTerms terms);

    /** As it stands: {@link Closure#cancelled} says how many reservations follow that it has cancelled. */
    void closure(Closure closure);

    /** @param next above every number of a closure ever given */
    void closureNumbersFrom(int next);

    /** As it stands. Where it is active it takes its places, even if there are fewer: {@link Region#overbooked} tells of those. */
    void reservation(StoredReservation reservation);

    /** All visits by a reservation that was handed over before; not to be changed. */
    void visits(long reservationId, Visit[] visits);

    /** That a member books nothing until then, which is to come. */
    void suspended(String member, long untilMs);

    /** @param known bounds of ranges ({@code from, to, from, to, …}) of numbers that came or were given up, ascending and apart */
    void gateBoot(String gate, String boot, long[] known, long lastHeardMs);

    void gateClock(StoredGateClock clock);

    void crowd(StoredCrowd crowd);

    /** That an operator has put a machine out of order. */
    void equipmentMarked(String machine, EquipmentMark mark);

    /** Where workouts and checks of bodies go. */
    FitnessBooks fitness();

    /** Where draws go: behind the slots, before the reservations. */
    DrawBooks draws();

    /** Where companions go: behind the reservations. */
    CompanionBooks companions();

    /** Where orders go: behind the reservations. */
    OrderBooks orders();

    /** @param version the latest of the catalogue that an operator's act tells of; 0 for none */
    void catalogueSaid(long version);

    /**
     * Where numbers and time go on.
     *
     * @param nextReservationId above every id ever given
     * @param atMs the last event's time
     */
    void end(long nextReservationId, long atMs);
}
