package io.yizhan.writebehind;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Event.ReservationPlaced;
import io.yizhan.core.SlotKey;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.writebehind.RowStatement.Owner;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * New reservations as columns: each slot once, with what it gives away to them; all that they ask for, one after the other; and of each
 * reservation where its slots are in there.
 */
final class PlacedColumns {
    private final Map<Long, Integer> positions = new HashMap<>();
    private final Integer[] venueNos;
    private final Integer[] startMin;
    private final Integer[] places;
    private final Integer[] reservations;
    /** How the slot is shared; null where that was not kept, and the venue knows. */
    private final @Nullable Boolean[] exclusive;

    private PlacedColumns(int asked) {
        venueNos = new Integer[asked];
        startMin = new Integer[asked];
        places = new Integer[asked];
        reservations = new Integer[asked];
        exclusive = new @Nullable Boolean[asked];
    }

    static Tuple of(Owner owner, RowBatch batch) {
        int asked = 0;
        for (ReservationChange change : batch.reservations.values())
            if (change.placed != null) asked += change.placed.slots().length;
        return new PlacedColumns(asked).tuple(owner, batch, asked);
    }

    private Tuple tuple(Owner owner, RowBatch batch, int asked) {
        int count = batch.placed();
        var ids = new Long[count];
        var members = new String[count];
        var keyHi = new Long[count];
        var keyLo = new Long[count];
        var states = new Integer[count];
        var parties = new Integer[count];
        var holdExpiresAtMs = new Long[count];
        var createdAtMs = new Long[count];
        var endedAtMs = new Long[count];
        var archived = new Boolean[count];
        var first = new Integer[count];
        var last = new Integer[count];
        var stationNos = new @Nullable Integer[count];
        var cancelClosesMin = new @Nullable Integer[count];
        var slots = new Long[asked];
        var positionsOfSlots = new Integer[asked];
        int i = 0;
        int slot = 0;
        for (ReservationChange change : batch.reservations.values()) {
            ReservationPlaced event = change.placed;
            if (event == null) continue;
            ids[i] = change.id;
            members[i] = AuditEntry.storable(event.member());
            keyHi[i] = event.keyHi();
            keyLo[i] = event.keyLo();
            states[i] = ReservationStatements.stateAfter(change);
            parties[i] = event.party();
            holdExpiresAtMs[i] = event.holdExpiresAtMs();
            createdAtMs[i] = event.atMs();
            endedAtMs[i] = change.endedAtMs;
            archived[i] = change.archived;
            if (event.hasTerms()) {
                stationNos[i] = event.stationNo();
                cancelClosesMin[i] = event.cancelClosesMin();
            }
            first[i] = slot + 1;
            for (int s = 0; s < event.slots().length; s++) {
                slots[slot] = event.slots()[s];
                positionsOfSlots[slot++] = 1 + take(event, s, change.endedAtMs == 0);
            }
            last[i++] = slot;
        }
        int distinct = positions.size();
        Tuple row = Tuple.tuple().addString(owner.region());
        for (Integer[] column : new Integer[][] {venueNos, startMin, places, reservations})
            row.addArrayOfInteger(Arrays.copyOf(column, distinct));
        row.addArrayOfBoolean(Arrays.copyOf(exclusive, distinct));
        row.addArrayOfLong(slots).addArrayOfInteger(positionsOfSlots);
        row.addArrayOfLong(ids).addArrayOfString(members).addArrayOfLong(keyHi).addArrayOfLong(keyLo);
        row.addArrayOfInteger(states).addArrayOfInteger(parties);
        row.addArrayOfLong(holdExpiresAtMs).addArrayOfLong(createdAtMs).addArrayOfLong(endedAtMs);
        row.addArrayOfBoolean(archived).addArrayOfInteger(first).addArrayOfInteger(last);
        return row.addArrayOfInteger(stationNos).addArrayOfInteger(cancelClosesMin);
    }

    /**
     * Counts a reservation to its slot {@code s}, whose position it gives. One that has ended already takes no place, but its slot must be
     * there.
     */
    private int take(ReservationPlaced event, int s, boolean active) {
        long key = event.slots()[s];
        Integer known = positions.get(key);
        int position = known == null ? positions.size() : known;
        if (known == null) {
            positions.put(key, position);
            venueNos[position] = SlotKey.venueNo(key);
            startMin[position] = SlotKey.startMin(key);
            places[position] = 0;
            reservations[position] = 0;
        }
        if (event.hasTerms()) exclusive[position] = (event.exclusiveSlots() >> s & 1) != 0;
        if (active) {
            places[position] += event.party();
            reservations[position]++;
        }
        return position;
    }
}
