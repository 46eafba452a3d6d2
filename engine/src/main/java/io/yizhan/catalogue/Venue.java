package io.yizhan.catalogue;

import java.time.LocalDate;
import java.util.List;

/**
 * Something that can be booked: a court, a table, a gym floor, a class room.
 *
 * @param id unique in the city, for instance sh-001-b1
 * @param kind for instance BADMINTON; capitals and underscores
 * @param allocation whether one party has all of it or each place is given out by itself
 * @param capacity places in each slot; 1 where exclusive
 * @param schedule the week's slots
 */
public record Venue(
        String id,
        Text name,
        String kind,
        Allocation allocation,
        int capacity,
        String policyId,
        List<Weekly> schedule,
        List<Closure> closures) {

    /** How a venue is shared. */
    public enum Allocation {
        EXCLUSIVE,
        POOLED
    }

    /**
     * Slots of {@code slotMin} minutes, one after the other, within the span, on each day of week named.
     *
     * @param days ISO numbers, 1 Monday to 7 Sunday
     */
    public record Weekly(List<Integer> days, WeeklyHours.Span span, int slotMin) {}

    /** Days on which the venue is shown but can't be booked, first and last included. */
    public record Closure(LocalDate from, LocalDate to, Text reason) {}
}
