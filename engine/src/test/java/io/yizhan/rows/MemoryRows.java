package io.yizhan.rows;

import io.yizhan.core.ActivityTerms;
import io.yizhan.core.Books;
import io.yizhan.core.EquipmentMark;
import io.yizhan.core.Event;
import io.yizhan.core.Event.SlotsOpened;
import io.yizhan.core.OperatorAct;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.core.StoredReservation;
import io.yizhan.core.StoredSlot;
import io.yizhan.core.Term;
import io.yizhan.core.VenueTerms;
import io.yizhan.core.Visit;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.region.RegionRows.Figures;
import io.yizhan.region.RegionStore;
import io.yizhan.writebehind.RowBatch;
import io.yizhan.writebehind.RowsRefusedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One region's rows as a database holds them, in memory, with the constraints of the real schema ({@code db/migration}). A value:
 * {@link #with} gives the rows after a transaction and leaves these as they were, so that whoever holds them decides what is committed.
 */
public final class MemoryRows {
    /** Places that a reservation takes of a slot. */
    record Claim(long slot, long reservationId) {}

    record Places(int places, boolean live) {}

    public final Map<Integer, VenueTerms> venues = new TreeMap<>();
    public final Map<Long, MemorySlot> slots = new TreeMap<>();
    public final Map<Long, ActivityTerms> activities = new TreeMap<>();
    public final MemoryDraws draws;
    public final Map<Long, MemoryReservation> reservations = new TreeMap<>();
    /** By member; 0 for those who may book again. */
    public final Map<String, Long> suspensions = new TreeMap<>();

    /** By reservation. */
    public final Map<Long, List<Visit>> visits = new TreeMap<>();

    public final MemoryGates gates;
    public final MemoryOccupancies occupancies;
    public final MemoryFitness fitness;
    public final MemoryNotices notices;
    public final MemoryClosures closures;
    public final MemoryCompanions companions;
    public final MemoryOrders orders;
    /** Machines that operators have put out of order. */
    public final Map<String, EquipmentMark> equipment = new TreeMap<>();

    /** What operators have changed, by number. */
    public final Map<Long, Event.OperatorActed> operatorActs = new TreeMap<>();
    /** The audit trail; shared by all versions of these rows, each of which knows how far it goes. */
    private final List<Event> events;

    private final Map<Claim, Places> claims;

    public long epoch;
    public long servedEpoch;
    public long seq;
    public int retiredBeforeMin;
    private long atMs;
    private long nextReservationId = 1;

    /** An empty region. */
    public MemoryRows() {
        events = new ArrayList<>();
        claims = new HashMap<>();
        closures = new MemoryClosures();
        gates = new MemoryGates();
        occupancies = new MemoryOccupancies();
        draws = new MemoryDraws();
        fitness = new MemoryFitness();
        notices = new MemoryNotices();
        companions = new MemoryCompanions();
        orders = new MemoryOrders();
    }

    private MemoryRows(MemoryRows former) {
        venues.putAll(former.venues);
        slots.putAll(former.slots);
        activities.putAll(former.activities);
        reservations.putAll(former.reservations);
        suspensions.putAll(former.suspensions);
        equipment.putAll(former.equipment);
        operatorActs.putAll(former.operatorActs);
        visits.putAll(former.visits);
        events = new ArrayList<>(former.events);
        claims = new HashMap<>(former.claims);
        closures = new MemoryClosures(former.closures);
        gates = new MemoryGates(former.gates);
        occupancies = new MemoryOccupancies(former.occupancies);
        draws = new MemoryDraws(former.draws);
        fitness = new MemoryFitness(former.fitness);
        notices = new MemoryNotices(former.notices);
        companions = new MemoryCompanions(former.companions);
        orders = new MemoryOrders(former.orders);
        epoch = former.epoch;
        servedEpoch = former.servedEpoch;
        seq = former.seq;
        retiredBeforeMin = former.retiredBeforeMin;
        atMs = former.atMs;
        nextReservationId = former.nextReservationId;
    }

    /** The rows after one more owner. */
    public MemoryRows owned() {
        MemoryRows next = new MemoryRows(this);
        next.epoch++;
        return next;
    }

    /** The rows once their owner serves. */
    public MemoryRows served() {
        MemoryRows next = new MemoryRows(this);
        next.servedEpoch = epoch;
        return next;
    }

    /** The rows as they are, but with the checkpoint that a batch reaches: what no transaction may ever leave behind. */
    public MemoryRows withCheckpointOf(RowBatch batch) {
        MemoryRows next = new MemoryRows(this);
        next.seq = batch.lastSeq();
        next.events.addAll(batch.events());
        return next;
    }

    /** The rows as if no gate had ever given up a number. */
    public MemoryRows withoutGivenUp() {
        MemoryRows next = new MemoryRows(this);
        next.gates.forgetWhatWasGivenUp();
        return next;
    }

    /** When the last event happened. */
    public long atMs() {
        return atMs;
    }

    public List<Event> events() {
        return events;
    }

    /** The rows after a batch; in the order in which {@link RowBatch#statements} are. */
    public MemoryRows with(long owner, RowBatch batch) throws RowsRefusedException {
        if (epoch != owner || seq != batch.formerSeq())
            throw new RowsRefusedException(
                    "epoch " + owner + " wants to go from " + batch.formerSeq() + " to " + batch.lastSeq()
                            + ", but epoch " + epoch + " stands at " + seq,
                    true,
                    null);
        MemoryRows next = new MemoryRows(this);
        next.write(batch);
        return next;
    }

    /** Only what the batch has, without asking who writes and from where. */
    public MemoryRows withRowsOf(RowBatch batch) throws RowsRefusedException {
        MemoryRows next = new MemoryRows(this);
        next.write(batch);
        return next;
    }

    private void write(RowBatch batch) throws RowsRefusedException {
        seq = batch.lastSeq();
        atMs = batch.lastAtMs();
        RowParts parts = batch.parts();
        int retiredNow = parts.slots.retiredBeforeMin();
        nextReservationId = Math.max(nextReservationId, parts.reservations.idEnd());
        retiredBeforeMin = Math.max(retiredBeforeMin, retiredNow);
        parts.venues.defined.forEach((no, it) -> venues.put(no, it.terms()));
        for (SlotsOpened opened : parts.slots.opened) open(opened);
        for (var wider : parts.slots.capacities.entrySet()) {
            MemorySlot slot = slot(wider.getKey());
            slots.put(wider.getKey(), slot.of(Math.max(slot.capacity(), wider.getValue())));
        }
        for (var planned : parts.activities.planned.entrySet()) {
            slot(planned.getKey());
            activities.put(planned.getKey(), planned.getValue());
        }
        for (long key : parts.activities.decided.keySet())
            activities.put(key, required(activities.get(key)).decided());
        draws.write(parts.draws);
        closures.write(parts.closures);
        Collection<ReservationChange> changes = parts.reservations.changes.values();
        for (ReservationChange change : changes)
            if (change.placed == null && !change.offered && change.state == ReservationState.CONFIRMED) confirm(change);
        for (ReservationChange change : changes) if (change.placed == null && change.endedAtMs != 0) end(change);
        for (ReservationChange change : changes)
            if (change.placed == null && change.offered && change.endedAtMs == 0) offer(change);
        for (ReservationChange change : changes)
            if (change.placed == null && change.waitsAfterDraw && change.state == ReservationState.WAITLISTED)
                waitAfterDraw(change);
        for (ReservationChange change : changes)
            if (change.placed == null && change.lost != null) lose(change.id, change.lost);
        for (ReservationChange change : changes) if (change.hadAPlaceAndLeftIt()) pass(change);
        for (ReservationChange change : changes) if (change.placed != null) place(change);
        for (ReservationChange change : changes) if (change.checkedInAtMs != 0) checkIn(change);
        for (ReservationChange change : changes)
            if (change.closureNo != 0 || !change.takenFor.isEmpty())
                reservations.put(
                        change.id,
                        reservation(change.id, "reservations that lost their place")
                                .cancelledBy(change.closureNo, AuditEntry.storable(change.takenFor)));
        for (ReservationChange change : changes) if (change.placed == null && change.archived) archive(change.id);
        strike(parts.strikes);
        for (var last : parts.slots.capacities.entrySet())
            slots.put(last.getKey(), slot(last.getKey()).of(last.getValue()));
        gates.write(parts.gates);
        parts.visits.visits.forEach((id, all) -> visits.put(id, List.of(all)));
        occupancies.write(parts.gateClocks);
        occupancies.write(parts.occupancies);
        for (var act : parts.operatorActs.acts.entrySet())
            require(operatorActs.put(act.getKey(), act.getValue()) == null, "operator_act_pkey");
        for (Event.EquipmentMarked it : parts.equipment.marked.values()) {
            if (it.outOfOrder()) equipment.put(it.machine(), new EquipmentMark(it.stationNo(), it.atMs(), it.reason()));
            else equipment.remove(it.machine());
        }
        fitness.write(parts.workouts, parts.bodyChecks, parts.erasures);
        for (Event.MemberErased it : parts.erasures.erased.values()) for (long id : it.reservations()) archive(id);
        orders.write(parts.orders, parts.erasures, reservations);
        reservations.replaceAll((id, it) -> it.archived() && parts.erasures.has(it.member()) ? it.forgotten() : it);
        companions.write(parts.companions, parts.erasures);
        notices.write(this, parts);
        if (retiredNow != 0) closures.retire(retiredNow);
        if (retiredNow != 0)
            slots.replaceAll(
                    (key, it) -> !it.retired() && it.endMin() < retiredNow && it.taken() == 0 ? it.retire() : it);
        events.addAll(batch.events());
    }

    private void open(SlotsOpened it) throws RowsRefusedException {
        VenueTerms terms = venue(it.venueNo());
        Boolean kept = it.exclusive();
        for (int i = 0; i < it.startMin().length; i++) {
            require(it.startMin()[i] < it.endMin()[i], "slot_has_duration");
            long key = SlotKey.of(it.venueNo(), it.startMin()[i]);
            MemorySlot former = slots.get(key);
            require(former == null || former.retired(), "slots to open");
            boolean exclusive = kept == null ? it.capacity()[i] == 1 && terms.exclusive() : kept;
            require(!exclusive || it.capacity()[i] == 1, "exclusive_slot_has_one_place");
            slots.put(
                    key,
                    new MemorySlot(
                            it.endMin()[i],
                            it.releaseMin()[i],
                            it.neighboursMin()[i],
                            it.capacity()[i],
                            former == null ? 0 : former.taken(),
                            it.closed()[i],
                            exclusive,
                            it.localDay()[i],
                            false));
        }
    }

    private MemoryReservation reservation(long id, String what) throws RowsRefusedException {
        MemoryReservation found = reservations.get(id);
        if (found == null) throw new RowsRefusedException(what + ": there is no reservation " + id, false, null);
        return found;
    }

    private void checkIn(ReservationChange change) throws RowsRefusedException {
        MemoryReservation former = reservation(change.id, "reservations to check in");
        require(former.coming().checkedInAtMs() == 0, "reservations to check in");
        ReservationState state = former.state().active() ? ReservationState.CHECKED_IN : former.state();
        reservations.put(change.id, former.as(state, former.coming().checkedIn(change.checkedInAtMs)));
    }

    private void strike(StrikeRows parts) throws RowsRefusedException {
        for (var strike : parts.strikes.entrySet()) {
            MemoryReservation former = reservation(strike.getKey(), "reservations whose members did not come");
            require(former.state() == ReservationState.NO_SHOW, "reservation_strike_is_no_show");
            reservations.put(
                    strike.getKey(), former.as(former.state(), former.coming().struck(strike.getValue())));
        }
        for (var told : parts.suspensions.entrySet())
            suspensions.put(reservation(told.getKey(), "suspensions").member(), told.getValue());
    }

    private void confirm(ReservationChange change) throws RowsRefusedException {
        long id = change.id;
        MemoryReservation former = reservation(id, "reservations to confirm");
        require(
                former.state() == ReservationState.HELD
                        || former.state() == ReservationState.OFFERED
                        || former.state() == ReservationState.CONFIRMED,
                "reservations to confirm");
        reservations.put(
                id, former.as(ReservationState.CONFIRMED, former.coming().by(change.checkInByMs)));
    }

    private void end(ReservationChange change) throws RowsRefusedException {
        MemoryReservation former = reservation(change.id, "active reservations to end");
        require(!former.state().ended(), "active reservations to end");
        reservations.put(change.id, former.as(required(change.state), change.endedAtMs));
        if (former.state().pending()) return;
        for (long key : former.slots()) {
            Claim claim = new Claim(key, change.id);
            Places places = claims.get(claim);
            if (places == null || !places.live) throw new RowsRefusedException("slots to set free", false, null);
            claims.put(claim, new Places(places.places, false));
            slots.put(key, slot(key).taking(-places.places));
        }
    }

    private void offer(ReservationChange change) throws RowsRefusedException {
        MemoryReservation former = reservation(change.id, "waiting reservations to offer a place to");
        require(former.state().pending(), "waiting reservations to offer a place to");
        reservations.put(change.id, former.offered(required(change.state), change.waitEndsAtMs, change.checkInByMs));
        for (long key : former.slots()) {
            Claim claim = new Claim(key, change.id);
            Places places = claims.get(claim);
            if (places == null || places.live) throw new RowsRefusedException("slots to take", false, null);
            claims.put(claim, new Places(places.places, true));
            slots.put(key, slot(key).taking(places.places));
        }
    }

    private void waitAfterDraw(ReservationChange change) throws RowsRefusedException {
        MemoryReservation former = reservation(change.id, "entries of a draw that wait");
        require(former.state() == ReservationState.ENTERED, "entries of a draw that wait");
        reservations.put(change.id, former.waiting(change.waitEndsAtMs));
    }

    private void lose(long id, boolean lost) throws RowsRefusedException {
        MemoryReservation former = reservation(id, "entries of a draw");
        if (former.entry() != StoredReservation.Entry.NONE) reservations.put(id, former.losing(lost));
    }

    private void pass(ReservationChange change) throws RowsRefusedException {
        MemoryReservation former = reservation(change.id, "reservations that had a place");
        reservations.put(change.id, former.passed(change.waitEndsAtMs, change.checkInByMs));
    }

    private void place(ReservationChange change) throws RowsRefusedException {
        Event.ReservationPlaced it = required(change.placed);
        ReservationState state = required(change.state);
        require(!reservations.containsKey(change.id), "reservation_pkey");
        require(it.party() > 0, "party");
        require(state.ended() == (change.endedAtMs != 0), "reservation_ends_once");
        require(state.ended() || !change.archived, "reservation_archived_after_its_end");
        boolean drawn = state == ReservationState.ENTERED || state == ReservationState.NOT_DRAWN;
        require(!drawn || change.entry != StoredReservation.Entry.NONE, "reservation_was_entered_to_be_drawn");
        List<Long> keys = new ArrayList<>();
        int endsMin = 0;
        int exclusiveSlots = 0;
        int cancelClosesMin = it.hasTerms() ? it.cancelClosesMin() : Integer.MAX_VALUE;
        for (int i = 0; i < it.slots().length; i++) {
            long key = it.slots()[i];
            VenueTerms terms = venue(SlotKey.venueNo(key));
            boolean exclusive = it.hasTerms() ? (it.exclusiveSlots() >> i & 1) != 0 : terms.exclusive();
            if (exclusive) exclusiveSlots |= 1 << i;
            if (!it.hasTerms())
                cancelClosesMin = Math.min(cancelClosesMin, (int)
                        Math.floorDiv(SlotKey.startMs(key) - terms.get(Term.CANCEL_CUTOFF_MS), 60_000L));
            keys.add(key);
            endsMin = Math.max(endsMin, slot(key).endMin());
            claim(key, change.id, exclusive ? 1 : it.party(), state.active());
        }
        reservations.put(
                change.id,
                new MemoryReservation(
                        AuditEntry.storable(it.member()),
                        it.keyHi(),
                        it.keyLo(),
                        state,
                        List.copyOf(keys),
                        it.party(),
                        it.holdExpiresAtMs(),
                        exclusiveSlots,
                        it.hasTerms()
                                ? it.stationNo()
                                : venue(SlotKey.venueNo(it.slots()[0])).stationNo(),
                        cancelClosesMin,
                        it.byHost(),
                        it.recurring(),
                        change.waitEndsAtMs,
                        it.atMs(),
                        endsMin,
                        change.endedAtMs,
                        0,
                        "",
                        new MemoryReservation.Coming(change.checkInByMs, 0, 0),
                        change.archived,
                        change.entry,
                        change.lost != null && change.lost));
    }

    private VenueTerms venue(int venueNo) throws RowsRefusedException {
        VenueTerms terms = venues.get(venueNo);
        if (terms == null) throw new RowsRefusedException("there is no venue " + venueNo, false, null);
        return terms;
    }

    private void claim(long key, long reservationId, int places, boolean live) throws RowsRefusedException {
        require(
                claims.put(new Claim(key, reservationId), new Places(places, live)) == null,
                "reservation_takes_a_slot_once");
        if (live) slots.put(key, slot(key).taking(places));
    }

    private void archive(long id) throws RowsRefusedException {
        MemoryReservation former = reservation(id, "reservations to archive");
        require(!former.archived() && former.state().ended(), "reservations to archive");
        reservations.put(id, former.archive());
    }

    private MemorySlot slot(long key) throws RowsRefusedException {
        MemorySlot found = slots.get(key);
        if (found == null) throw new RowsRefusedException("there is no slot " + key, false, null);
        return found;
    }

    /** As {@link RegionStore#load} does. */
    public Figures load(Books books) {
        venues.forEach(books::venue);
        slots.forEach((key, it) -> {
            if (!it.retired())
                books.slot(new StoredSlot(
                        key,
                        it.endMin(),
                        it.capacity(),
                        it.releaseMin(),
                        it.neighboursMin(),
                        it.closed(),
                        it.exclusive(),
                        it.localDay()));
        });
        activities.forEach((key, terms) -> {
            if (!Objects.requireNonNull(slots.get(key)).retired()) books.activity(key, terms);
        });
        draws.load(books.draws(), key -> !Objects.requireNonNull(slots.get(key)).retired());
        closures.load(books, reservations);
        reservations.forEach((id, it) -> {
            if (!it.archived()) books.reservation(it.stored(id, slots));
        });
        suspensions.forEach((member, untilMs) -> {
            if (untilMs > atMs) books.suspended(member, untilMs);
        });
        gates.load(books);
        visits.forEach((id, all) -> {
            if (!Objects.requireNonNull(reservations.get(id)).archived()) books.visits(id, all.toArray(Visit[]::new));
        });
        companions.load(
                books.companions(),
                id -> !Objects.requireNonNull(reservations.get(id)).archived());
        orders.load(
                books.orders(),
                id -> !Objects.requireNonNull(reservations.get(id)).archived());
        occupancies.load(books);
        equipment.forEach(books::equipmentMarked);
        fitness.load(books.fitness());
        for (Event.OperatorActed act : operatorActs.values())
            if (act.act() == OperatorAct.REPLACE_CATALOGUE) books.catalogueSaid(act.target());
        books.end(nextReservationId, atMs);
        return new Figures(seq, atMs, nextReservationId, retiredBeforeMin);
    }

    static void require(boolean holds, String constraint) throws RowsRefusedException {
        if (!holds) throw new RowsRefusedException(constraint, false, null);
    }

    static <T> T required(@Nullable T value) throws RowsRefusedException {
        if (value == null) throw new RowsRefusedException("null value violates not-null constraint", false, null);
        return value;
    }
}
