package io.yizhan.rows;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Books;
import io.yizhan.core.Event.VenueDefined;
import io.yizhan.core.VenueTerms;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.rows.RowStatement.Owner;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Venues: the terms under which the present catalogue offers them. */
final class VenueRows implements RowPart {
    private static final String DEFINE = """
            insert into venue_terms (region, venue_no, station_no, kind, host, station_group, exclusive, terms, withdrawn)
            select $1::text, venue_no, station_no, kind, host, station_group, exclusive, terms::jsonb, withdrawn
            from unnest($2::int[], $3::int[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::text[], $9::boolean[])
              as v (venue_no, station_no, kind, host, station_group, exclusive, terms, withdrawn)
            on conflict (region, venue_no) do update set
              station_no = excluded.station_no, kind = excluded.kind, host = excluded.host,
              station_group = excluded.station_group, exclusive = excluded.exclusive, terms = excluded.terms,
              withdrawn = excluded.withdrawn
            """;

    private static final String LOAD = """
            select venue_no, station_no, kind, host, station_group, exclusive, terms, withdrawn
            from venue_terms where region = ? order by venue_no
            """;

    final Map<Integer, VenueDefined> defined = new LinkedHashMap<>();

    int take(VenueDefined event) {
        defined.put(event.venueNo(), event);
        return 1;
    }

    @Override
    public List<RowStatement> statements() {
        return List.of(new RowStatement(DEFINE, this::columns));
    }

    private @Nullable Tuple columns(Owner owner) {
        int count = defined.size();
        if (count == 0) return null;
        var venueNos = new Integer[count];
        var stationNos = new Integer[count];
        var kinds = new String[count];
        var hosts = new String[count];
        var groups = new String[count];
        var exclusive = new Boolean[count];
        var terms = new String[count];
        var withdrawn = new Boolean[count];
        int i = 0;
        for (VenueDefined venue : defined.values()) {
            VenueTerms stands = venue.terms();
            venueNos[i] = venue.venueNo();
            stationNos[i] = stands.stationNo();
            kinds[i] = AuditEntry.storable(stands.kind());
            hosts[i] = AuditEntry.storable(stands.host());
            groups[i] = AuditEntry.storable(stands.group());
            exclusive[i] = stands.exclusive();
            terms[i] = TermsJson.of(stands.terms());
            withdrawn[i] = stands.withdrawn();
            i++;
        }
        return Tuple.of(owner.region(), venueNos, stationNos, kinds, hosts, groups)
                .addArrayOfBoolean(exclusive)
                .addArrayOfString(terms)
                .addArrayOfBoolean(withdrawn);
    }

    @Override
    public void load(RowReader rows, LocalDays days, Books books) throws SQLException {
        rows.each(
                LOAD,
                row -> books.venue(
                        row.getInt(1),
                        new VenueTerms(
                                row.getInt(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getBoolean(6),
                                TermsJson.read(row.getString(7)),
                                row.getBoolean(8))));
    }
}
