package io.yizhan.writebehind;

import io.yizhan.postgres.TestPostgres;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** What Flyway notes of a migration, for one that is not, or no longer, in this program. */
public final class HandmadeHistory {
    private HandmadeHistory() {}

    /** The database had this migration. */
    public static void add(String database, int version, int checksum) throws SQLException {
        try (Connection connection = TestPostgres.connect(URI.create(database));
                Statement create = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into flyway_schema_history (
                          installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                        values (?, ?, 'rows of a region', 'SQL', 'V' || ? || '__rows_of_a_region.sql', ?, 'test', 1, true)
                        """)) {
            create.execute("""
                    create table if not exists flyway_schema_history (
                      installed_rank int not null primary key,
                      version varchar(50),
                      description varchar(200) not null,
                      type varchar(20) not null,
                      script varchar(1000) not null,
                      checksum int,
                      installed_by varchar(100) not null,
                      installed_on timestamp not null default now(),
                      execution_time int not null,
                      success boolean not null)
                    """);
            insert.setInt(1, version);
            insert.setString(2, Integer.toString(version));
            insert.setInt(3, version);
            insert.setInt(4, checksum);
            insert.executeUpdate();
        }
    }
}
