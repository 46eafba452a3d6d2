package io.yizhan.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A booking that somebody asks for, with what the rules need to know of it looked up once. One instance serves all, one after the other. */
final class BookingRequest {
    private static final long[] NONE = {};

    private final VenueTable venueTable;
    private final SlotTable slotTable;
    private final MemberTable memberTable;
    private final int[] slots = new int[Command.SLOTS_MAX];
    private final @Nullable VenueTerms[] venues = new VenueTerms[Command.SLOTS_MAX];
    private long[] keys = NONE;
    private int party;
    private int member;
    private long nowMs;

    BookingRequest(VenueTable venueTable, SlotTable slotTable, MemberTable memberTable) {
        this.venueTable = venueTable;
        this.slotTable = slotTable;
        this.memberTable = memberTable;
    }

    void of(Command.PlaceReservation command, long atMs) {
        keys = command.slots();
        party = command.party();
        nowMs = atMs;
        member = memberTable.find(command.member());
        for (int i = 0; i < keys.length; i++) {
            slots[i] = slotTable.find(keys[i]);
            venues[i] = slots[i] < 0 ? null : venueTable.termsOf(keys[i]);
        }
    }

    /** How many slots are asked for. */
    int slotCount() {
        return keys.length;
    }

    /** The {@linkplain SlotKey keys} of the slots; not to be changed. */
    long[] keys() {
        return keys;
    }

    /** The cell of slot {@code i} in {@link SlotTable}; negative where there is no such slot. */
    int slot(int i) {
        return slots[i];
    }

    /** Of slot {@code i}, which there is. */
    VenueTerms venue(int i) {
        return Objects.requireNonNull(venues[i]);
    }

    int party() {
        return party;
    }

    /** The cell in {@link MemberTable}; negative for somebody who has nothing. */
    int member() {
        return member;
    }

    long nowMs() {
        return nowMs;
    }
}
