package io.yizhan.sim;

import io.yizhan.core.Books;
import io.yizhan.region.RegionRows;
import java.sql.SQLException;
import java.time.ZoneId;

/** Rows that do as they are asked; for bugs that do one thing otherwise. */
class PassingRows implements RegionRows {
    private final RegionRows rows;

    PassingRows(RegionRows rows) {
        this.rows = rows;
    }

    @Override
    public Ownership stand() throws SQLException {
        return rows.stand();
    }

    @Override
    public Ownership takeOver(ZoneId zone) throws SQLException {
        return rows.takeOver(zone);
    }

    @Override
    public Figures load(Books books) throws SQLException {
        return rows.load(books);
    }
}
