package io.yizhan.writebehind;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Event.SlotsOpened;
import io.yizhan.core.Event.VenueDefined;
import io.yizhan.core.VenueTerms;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.writebehind.RowStatement.Owner;
import org.jspecify.annotations.Nullable;

/** Venues and slots. */
final class SlotStatements {
    static final RowStatement DEFINE_VENUES = new RowStatement("""
            insert into venue_terms (region, venue_no, station_no, kind, exclusive, terms, withdrawn)
            select $1::text, venue_no, station_no, kind, exclusive, terms::jsonb, withdrawn
            from unnest($2::int[], $3::int[], $4::text[], $5::boolean[], $6::text[], $7::boolean[])
              as v (venue_no, station_no, kind, exclusive, terms, withdrawn)
            on conflict (region, venue_no) do update set
              station_no = excluded.station_no, kind = excluded.kind, exclusive = excluded.exclusive,
              terms = excluded.terms, withdrawn = excluded.withdrawn
            """, SlotStatements::venues);

    /**
     * A slot that was retired can be opened again, for instance when the engine starts in the middle of a day. Records of before it was kept
     * how a slot is shared leave that to the venue: see {@link SlotsOpened}.
     */
    static final RowStatement OPEN_SLOTS = new RowStatement("""
            with opened as (
              insert into slot (region, venue_no, start_min, end_min, capacity, release_min, closed, exclusive)
              select $1::text, o.venue_no, start_min, end_min, capacity, release_min, closed,
                coalesce(o.exclusive, capacity = 1 and v.exclusive)
              from unnest($2::int[], $3::int[], $4::int[], $5::int[], $6::int[], $7::boolean[], $8::boolean[])
                  as o (venue_no, start_min, end_min, capacity, release_min, closed, exclusive)
                join venue_terms v on v.region = $1::text and v.venue_no = o.venue_no
              on conflict (region, venue_no, start_min) do update set
                end_min = excluded.end_min, capacity = excluded.capacity, release_min = excluded.release_min,
                closed = excluded.closed, exclusive = excluded.exclusive, retired = false
                where slot.retired
              returning 1)
            select expect_rows('slots to open', $9::bigint, (select count(*) from opened))
            """, SlotStatements::slots);

    static final RowStatement RETIRE = new RowStatement(
            """
            update slot set retired = true
            where region = $1::text and not retired and end_min < $2::int and taken = 0
            """,
            (owner, batch) -> batch.retiredBeforeMin == 0 ? null : Tuple.of(owner.region(), batch.retiredBeforeMin));

    private SlotStatements() {}

    private static @Nullable Tuple venues(Owner owner, RowBatch batch) {
        int count = batch.venues.size();
        if (count == 0) return null;
        var venueNos = new Integer[count];
        var stationNos = new Integer[count];
        var kinds = new String[count];
        var exclusive = new Boolean[count];
        var terms = new String[count];
        var withdrawn = new Boolean[count];
        int i = 0;
        for (VenueDefined venue : batch.venues.values()) {
            VenueTerms stands = venue.terms();
            venueNos[i] = venue.venueNo();
            stationNos[i] = stands.stationNo();
            kinds[i] = AuditEntry.storable(stands.kind());
            exclusive[i] = stands.exclusive();
            terms[i] = TermsJson.of(stands.terms());
            withdrawn[i] = stands.withdrawn();
            i++;
        }
        return Tuple.of(owner.region(), venueNos, stationNos, kinds, exclusive, terms)
                .addArrayOfBoolean(withdrawn);
    }

    private static @Nullable Tuple slots(Owner owner, RowBatch batch) {
        int count = 0;
        for (SlotsOpened opened : batch.slotsOpened) count += opened.startMin().length;
        if (count == 0) return null;
        var venueNos = new Integer[count];
        var startMin = new Integer[count];
        var endMin = new Integer[count];
        var capacity = new Integer[count];
        var releaseMin = new Integer[count];
        var closed = new Boolean[count];
        var exclusive = new @Nullable Boolean[count];
        int row = 0;
        for (SlotsOpened opened : batch.slotsOpened) {
            for (int i = 0; i < opened.startMin().length; i++) {
                venueNos[row] = opened.venueNo();
                startMin[row] = opened.startMin()[i];
                endMin[row] = opened.endMin()[i];
                capacity[row] = opened.capacity()[i];
                releaseMin[row] = opened.releaseMin()[i];
                closed[row] = opened.closed()[i];
                exclusive[row] = opened.exclusive();
                row++;
            }
        }
        return Tuple.of(owner.region(), venueNos, startMin, endMin, capacity, releaseMin)
                .addArrayOfBoolean(closed)
                .addArrayOfBoolean(exclusive)
                .addLong((long) count);
    }
}
