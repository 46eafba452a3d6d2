package io.yizhan.core.rule;

import io.yizhan.core.Claims;
import io.yizhan.core.Command;
import io.yizhan.core.OrderCommand;
import io.yizhan.core.VenueTerms;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import io.yizhan.core.table.VenueTable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A booking that somebody asks for, with what the rules need to know of it looked up once. One instance serves all, one after the other. */
public final class BookingRequest {
    /** Slots of one request: those of a reservation, or one for each item of an order. */
    static final int SLOTS_MAX = Math.max(Command.SLOTS_MAX, OrderCommand.ITEMS_MAX);

    private static final long[] NONE = {};

    private final VenueTable venueTable;
    private final SlotTable slotTable;
    private final MemberTable memberTable;
    private final int[] slots = new int[SLOTS_MAX];
    private final YieldingHolds yielding = new YieldingHolds();
    private final @Nullable VenueTerms[] venues = new VenueTerms[SLOTS_MAX];
    private long[] keys = NONE;
    private int party;
    private int @Nullable [] parties;
    private boolean hold;
    private @Nullable String subject;
    private int member;
    private boolean waits;
    private boolean mayEnter;
    private boolean enters;
    private Claims claims = Claims.NONE;
    private long nowMs;

    BookingRequest(VenueTable venueTable, SlotTable slotTable, MemberTable memberTable) {
        this.venueTable = venueTable;
        this.slotTable = slotTable;
        this.memberTable = memberTable;
    }

    /**
     * It is for an order: each of its slots, of which one may occur several times, is an item, and will be a reservation of its own.
     *
     * @param persons who may come by each item; of a slot that is shared always one
     */
    void ofOrder(int[] persons) {
        parties = persons;
    }

    /** For whoever waits under this reservation, and whose turn it is. */
    void ofWaiting(ReservationTable table, int reservation, long atMs) {
        long[] wanted = table.slots(reservation);
        Claims said = table.byHost(reservation)
                ? new Claims(venueTable.termsOf(wanted[0]).host(), 0)
                : Claims.NONE;
        subject = null;
        of(table.member(reservation), said, wanted, table.party(reservation), false, atMs);
    }

    void of(String whose, Claims said, long[] wanted, int persons, boolean toHold, long atMs) {
        subject = whose;
        of(memberTable.find(whose), said, wanted, persons, toHold, atMs);
    }

    private void of(int cell, Claims said, long[] wanted, int persons, boolean toHold, long atMs) {
        keys = wanted;
        party = persons;
        parties = null;
        hold = toHold;
        waits = false;
        mayEnter = false;
        enters = false;
        claims = said;
        nowMs = atMs;
        member = cell;
        yielding.clear();
        for (int i = 0; i < keys.length; i++) {
            slots[i] = slotTable.find(keys[i]);
            venues[i] = slots[i] < 0 ? null : venueTable.termsOf(keys[i]);
        }
    }

    /** How many slots are asked for. */
    public int slotCount() {
        return keys.length;
    }

    /** The keys ({@code SlotKey}) of the slots; not to be changed. */
    public long[] keys() {
        return keys;
    }

    /** The cell of slot {@code i} in {@link SlotTable}; negative where there is no such slot. */
    public int slot(int i) {
        return slots[i];
    }

    /** Of slot {@code i}, which there is. */
    public VenueTerms venue(int i) {
        return Objects.requireNonNull(venues[i]);
    }

    /** Who comes; of an order: by each item of a slot that is shared. */
    public int party() {
        return party;
    }

    /** Who comes to slot {@code i}. */
    public int party(int i) {
        return parties == null ? party : parties[i];
    }

    /** Whether each slot is a reservation of its own. */
    boolean ofOrder() {
        return parties != null;
    }

    /** How many reservations it would be. */
    int reservations() {
        return parties == null ? 1 : keys.length;
    }

    /** The how manieth slot {@code i} is of the same: 1 but for an order. */
    int asked(int i) {
        if (parties == null) return 1;
        int asked = 1;
        for (int before = 0; before < i; before++) if (keys[before] == keys[i]) asked++;
        return asked;
    }

    /** Whether a hold is asked for, and not a confirmed reservation. */
    public boolean hold() {
        return hold;
    }

    /** Whether it lacks nothing but places, and can wait for them. */
    public boolean waits() {
        return waits;
    }

    void letWait() {
        waits = true;
    }

    /** Whether it can be an entry in a draw: it stands by itself, and has a pseudonym. */
    boolean mayEnter() {
        return mayEnter;
    }

    void mayEnter(boolean so) {
        mayEnter = so;
    }

    /** Whether it is an entry in the draw for its slot. */
    public boolean enters() {
        return enters;
    }

    void letEnter() {
        enters = true;
    }

    /** Of any slot in the books. */
    VenueTerms venueOf(long slotKey) {
        return venueTable.termsOf(slotKey);
    }

    /** The cell in {@link MemberTable}; negative for somebody who has nothing. */
    public int member() {
        return member;
    }

    /** Who asks, as tokens say it. */
    String subject() {
        return subject == null ? memberTable.subjectOf(member) : subject;
    }

    public Claims claims() {
        return claims;
    }

    /** By somebody who works for the station's host, as the venue of slot {@code i} has it. */
    public boolean byHost(int i) {
        return claims.ofHost(venue(i));
    }

    /** The member's own holds that end if this is carried out. */
    public YieldingHolds yielding() {
        return yielding;
    }

    public long nowMs() {
        return nowMs;
    }
}
