package io.yizhan.catalogue.store;

import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a region has that another catalogue would take the ground from. Everything else may change over any history: slots that are open and
 * reservations keep the terms under which they were made.
 */
final class CatalogueObstacles {
    private static final int NAMED_MAX = 10;

    private CatalogueObstacles() {}

    static void require(Connection connection, City city) throws SQLException {
        List<String> obstacles = new ArrayList<>();
        zone(connection, city, obstacles);
        venuesGone(connection, city, obstacles);
        if (!obstacles.isEmpty()) throw new CatalogueRefused(obstacles);
    }

    /** Slot ids are local times: in another zone every id that was given out would name another hour. */
    private static void zone(Connection connection, City city, List<String> obstacles) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select zone from region r
                where id = ? and zone <> ? and exists (select from slot where region = r.id)
                """)) {
            query.setString(1, city.id());
            query.setString(2, city.zone().getId());
            try (ResultSet row = query.executeQuery()) {
                if (row.next())
                    obstacles.add("zone: " + city.id() + " has slots by the time of " + row.getString(1)
                            + ", so it keeps that; a city of " + city.zone().getId() + " needs another id");
            }
        }
    }

    private static void venuesGone(Connection connection, City city, List<String> obstacles) throws SQLException {
        List<String> kept = new ArrayList<>();
        for (Station station : city.stations()) for (Venue venue : station.venues()) kept.add(venue.id());
        Array ids = connection.createArrayOf("text", kept.toArray());
        try (PreparedStatement query = connection.prepareStatement("""
                select v.id, count(*), (array_agg(r.id || ' of ' || to_char(
                    to_timestamp((k & 4294967295) * 60.0) at time zone g.zone, 'YYYY-MM-DD HH24:MI') order by r.id))[1:?]
                from reservation r
                  join region g on g.id = r.region
                  cross join unnest(r.slots) k
                  join venue v on v.region = r.region and v.no = (k >> 32)::int
                where r.region = ? and not r.archived and (r.state <= 2 or r.state >= 7)
                  and r.ends_min > extract(epoch from now()) / 60
                  and v.id <> all (?)
                group by v.id order by v.id
                """)) {
            query.setInt(1, NAMED_MAX);
            query.setString(2, city.id());
            query.setArray(3, ids);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) obstacles.add(gone(row));
            }
        }
    }

    private static String gone(ResultSet row) throws SQLException {
        String[] named = (String[]) row.getArray(3).getArray();
        long more = row.getLong(2) - named.length;
        return "venue " + row.getString(1) + " is not in the file, but has reservations to come: number "
                + String.join(", ", named) + (more > 0 ? ", and " + more + " more" : "")
                + ". Keep it, with \"closures\" for the days from which nobody shall book it, until they are over or cancelled";
    }
}
