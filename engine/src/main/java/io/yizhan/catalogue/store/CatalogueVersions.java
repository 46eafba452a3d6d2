package io.yizhan.catalogue.store;

import io.yizhan.catalogue.edition.Author;
import io.yizhan.catalogue.edition.Editions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The versions of a city's file, and who has put each in force. */
final class CatalogueVersions {
    private CatalogueVersions() {}

    /** @param author null of an import */
    static void add(Connection connection, String region, int version, byte[] document, @Nullable Author author)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into catalogue (region, version, document, actor, reason) values (?, ?, ?, ?, ?)")) {
            insert.setString(1, region);
            insert.setInt(2, version);
            insert.setBytes(3, document);
            insert.setString(4, author == null ? null : author.actor());
            insert.setString(5, author == null ? null : author.reason());
            insert.executeUpdate();
        }
    }

    /** The present version; 0 where the region never had one. */
    static int present(Connection connection, String region) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select coalesce(max(version), 0) from catalogue where region = ?")) {
            query.setString(1, region);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static final int FORMERS_MAX = 16;

    /** A version that was in force before the present one, and its file. */
    record Former(int version, byte[] document) {}

    /** See {@link io.yizhan.catalogue.edition.Edition#formers}: by what is stored alone, so that every node finds the same. */
    static List<Former> formers(Connection connection, String region, int version) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                        select version, document from (
                          select version, document, lead(imported_at) over (order by version) as replaced_at,
                            max(imported_at) over () as latest_at
                          from catalogue where region = ? and version <= ?) as one
                        where version < ? and replaced_at > latest_at - interval '7 days'
                        order by version desc limit ?
                        """)) {
            query.setString(1, region);
            query.setInt(2, version);
            query.setInt(3, version);
            query.setInt(4, FORMERS_MAX);
            try (ResultSet row = query.executeQuery()) {
                List<Former> formers = new ArrayList<>();
                while (row.next()) formers.addFirst(new Former(row.getInt(1), row.getBytes(2)));
                return List.copyOf(formers);
            }
        }
    }

    /** See {@link Editions#added}. */
    static List<Editions.Added> added(Connection connection, String region, long after, int through)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                        select former, version, actor, reason from (
                          select version, lag(version, 1, 0) over (order by version) as former, actor, reason
                          from catalogue where region = ?) as one
                        where actor is not null and version > ? and version <= ? order by version
                        """)) {
            query.setString(1, region);
            query.setLong(2, after);
            query.setInt(3, through);
            try (ResultSet row = query.executeQuery()) {
                List<Editions.Added> added = new ArrayList<>();
                while (row.next())
                    added.add(new Editions.Added(
                            row.getInt(1), row.getInt(2), new Author(row.getString(3), row.getString(4))));
                return added;
            }
        }
    }
}
