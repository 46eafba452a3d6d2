package io.yizhan.core;

import java.util.List;

/** A reservation of {@link NaiveRegion}. */
final class NaiveBooking {
    long id;
    String member = "";
    String keyText = "";
    ReservationState state = ReservationState.HELD;
    List<Long> slots = List.of();
    /** When each of them ends. */
    List<Integer> endsMin = List.of();

    int party;
    List<Integer> places = List.of();
    boolean hold;
    long holdExpiresAtMs;
    long createdAtMs;
    long cancelClosesAtMs;
    long endsAtMs;
    long endedAtMs;
    int closureNo;
    String takenFor = "";
    /** On which each of the slots starts. */
    List<Integer> localDays = List.of();

    boolean byHost;
    boolean recurring;
    /** While it is confirmed: by when its member must have come; 0 where nobody looks. */
    long checkInByMs;
    /** Whether its member did not come, and that counts. */
    boolean strike;

    int stationNo;
    boolean waited;
    /** While it waits or is offered a place. */
    long waitEndsAtMs;
}
