package io.yizhan.catalogue.store;

import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.catalogue.edition.Author;
import io.yizhan.core.VenueTerms;
import io.yizhan.postgres.PostgresUri;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A city's catalogue in the database: the file as it was given, and the numbers of its stations and venues. A number is given once;
 * stations and venues that a later catalogue lacks keep theirs, and their rows. Calls block; any thread.
 */
public final class CatalogueStore {
    private static final int ANSWER_S_MAX = 10;

    private final PostgresUri uri;

    public CatalogueStore(PostgresUri uri) {
        this.uri = uri;
    }

    /** Told of an import as it goes on. */
    public interface Progress {
        /** @param total stations and venues in all */
        void stored(int done, int total);
    }

    /**
     * The present catalogue.
     *
     * @param version 1 for the first, one more for each that differed
     * @param document the file, byte by byte
     * @param stationNos by id, former stations included
     * @param venueNos by id, former venues included
     * @param formers see {@link io.yizhan.catalogue.edition.Edition#formers}
     */
    public record Stored(
            String region,
            int version,
            byte[] document,
            Map<String, Integer> stationNos,
            Map<String, Integer> venueNos,
            List<CatalogueVersions.Former> formers) {}

    /**
     * Stores a catalogue and numbers what is new in it: all of it or nothing. The same document again changes nothing.
     *
     * @param document the file that {@code city} was read from
     * @throws CatalogueRefused the region has what this catalogue takes the ground from
     */
    public Stored store(City city, byte[] document, Progress progress) throws SQLException {
        try (Connection connection = uri.connect()) {
            connection.setAutoCommit(false);
            ensureRegion(connection, city);
            Stored former = find(connection, city.id());
            Stored stored = follow(connection, former, city, document, null, progress);
            connection.commit();
            return stored;
        }
    }

    /**
     * What must hold when a catalogue is stored by an owner, while others may do so, too.
     *
     * @param version of the catalogue that it follows
     * @param epoch of the owner
     */
    record Fence(int version, long epoch) {}

    /**
     * As {@link #store}, by the owner of the region.
     *
     * @throws CatalogueRefused the region has what this catalogue takes the ground from
     * @throws FencedOff there is a later one already, or a newer owner
     */
    Stored replace(City city, byte[] document, Author author, Fence fence) throws SQLException, FencedOff {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            ensureRegion(connection, city);
            Stored former = find(connection, city.id());
            if (former == null || former.version() != fence.version()) throw new FencedOff();
            Stored stored = follow(connection, former, city, document, author, (done, total) -> {});
            requireOwner(connection, city.id(), fence.epoch());
            connection.commit();
            return stored;
        }
    }

    private static Stored follow(
            Connection connection,
            @Nullable Stored former,
            City city,
            byte[] document,
            @Nullable Author author,
            Progress progress)
            throws SQLException {
        if (former != null && Arrays.equals(former.document(), document)) return former;
        CatalogueObstacles.require(connection, city);
        CatalogueVersions.add(connection, city.id(), former == null ? 1 : former.version() + 1, document, author);
        storeCity(connection, city, progress);
        Stored stored = find(connection, city.id());
        if (stored == null) throw new SQLException("the catalogue of " + city.id() + " is gone");
        return stored;
    }

    /** From here to the commit nobody else becomes the owner: who does afterwards finds this catalogue. Last, since the rows wait for it. */
    private static void requireOwner(Connection connection, String region, long epoch) throws SQLException, FencedOff {
        try (PreparedStatement query = connection.prepareStatement("select epoch from region where id = ? for share")) {
            query.setString(1, region);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next() || row.getLong(1) != epoch) throw new FencedOff();
            }
        }
    }

    /** For all but imports. The caller closes it. */
    Connection connect() throws SQLException {
        return uri.connect(ANSWER_S_MAX);
    }

    /** Null where the region never had one. */
    public @Nullable Stored current(String region) throws SQLException {
        try (Connection connection = connect()) {
            return current(connection, region);
        }
    }

    /** The file and the numbers of one moment. Null where the region never had one. */
    static @Nullable Stored current(Connection connection, String region) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        Stored stored = find(connection, region);
        connection.rollback();
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        connection.setAutoCommit(true);
        return stored;
    }

    /** And lets one import at a time pass, without touching the row that the write-behind locks. */
    private static void ensureRegion(Connection connection, City city) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_advisory_xact_lock(hashtext('catalogue'), hashtext(?))")) {
            lock.setString(1, city.id());
            lock.execute();
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into region (id, zone) values (?, ?) on conflict (id) do nothing")) {
            insert.setString(1, city.id());
            insert.setString(2, city.zone().getId());
            insert.executeUpdate();
        }
    }

    private static void storeCity(Connection connection, City city, Progress progress) throws SQLException {
        for (String table : new String[] {"station", "venue"}) {
            try (PreparedStatement former =
                    connection.prepareStatement("update " + table + " set is_current = false where region = ?")) {
                former.setString(1, city.id());
                former.executeUpdate();
            }
        }
        Map<String, Integer> stationNos = numbers(connection, "station", city.id());
        Map<String, Integer> venueNos = numbers(connection, "venue", city.id());
        int stationNoEnd = end(stationNos.values());
        int venueNoEnd = end(venueNos.values());
        int total = city.stations().size();
        for (Station station : city.stations()) total += station.venues().size();
        int done = 0;
        for (Station station : city.stations()) {
            Integer known = stationNos.get(station.id());
            int stationNo = known == null ? stationNoEnd++ : known;
            if (stationNo > VenueTerms.STATION_NO_MAX)
                throw new CatalogueRefused(List.of("the city has had " + VenueTerms.STATION_NO_MAX
                        + " stations, and no more can have a number: station " + station.id()));
            storeStation(connection, city.id(), stationNo, station);
            for (Venue venue : station.venues()) {
                Integer knownVenue = venueNos.get(venue.id());
                storeVenue(connection, city.id(), knownVenue == null ? venueNoEnd++ : knownVenue, stationNo, venue);
            }
            done += 1 + station.venues().size();
            progress.stored(done, total);
        }
    }

    private static void storeStation(Connection connection, String region, int no, Station station)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into station (region, no, id, name_zh, name_en, district, is_current) values (?, ?, ?, ?, ?, ?, true)
                on conflict (region, no) do update set name_zh = excluded.name_zh, name_en = excluded.name_en,
                  district = excluded.district, is_current = true
                """)) {
            upsert.setString(1, region);
            upsert.setInt(2, no);
            upsert.setString(3, station.id());
            upsert.setString(4, station.name().zh());
            upsert.setString(5, station.name().en());
            upsert.setString(6, station.districtId());
            upsert.executeUpdate();
        }
    }

    private static void storeVenue(Connection connection, String region, int no, int stationNo, Venue venue)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into venue (region, no, id, station_no, name_zh, name_en, kind, is_current)
                values (?, ?, ?, ?, ?, ?, ?, true)
                on conflict (region, no) do update set station_no = excluded.station_no, name_zh = excluded.name_zh,
                  name_en = excluded.name_en, kind = excluded.kind, is_current = true
                """)) {
            upsert.setString(1, region);
            upsert.setInt(2, no);
            upsert.setString(3, venue.id());
            upsert.setInt(4, stationNo);
            upsert.setString(5, venue.name().zh());
            upsert.setString(6, venue.name().en());
            upsert.setString(7, venue.kind());
            upsert.executeUpdate();
        }
    }

    private static @Nullable Stored find(Connection connection, String region) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select version, document from catalogue where region = ? order by version desc limit 1")) {
            query.setString(1, region);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) return null;
                return new Stored(
                        region,
                        row.getInt(1),
                        row.getBytes(2),
                        Map.copyOf(numbers(connection, "station", region)),
                        Map.copyOf(numbers(connection, "venue", region)),
                        CatalogueVersions.formers(connection, region, row.getInt(1)));
            }
        }
    }

    private static Map<String, Integer> numbers(Connection connection, String table, String region)
            throws SQLException {
        var numbers = new HashMap<String, Integer>();
        try (PreparedStatement query =
                connection.prepareStatement("select id, no from " + table + " where region = ?")) {
            query.setString(1, region);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) numbers.put(row.getString(1), row.getInt(2));
            }
        }
        return numbers;
    }

    private static int end(Collection<Integer> numbers) {
        return 1 + numbers.stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
