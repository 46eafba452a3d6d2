package io.yizhan.region;

import io.yizhan.occupancy.UsualHalfHours;
import io.yizhan.occupancy.UsualNow;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/** Reads at the beginning of each half hour how full stations usually are in it. Where the rows are away, nobody knows what is usual meanwhile. */
final class UsualKeeper extends Chore {
    private final UsualNow usual;
    private final UsualHalfHours rows;
    private final ZoneId zone;
    private final InstantSource clock;
    private long knownFromMs;

    UsualKeeper(UsualNow usual, UsualHalfHours rows, ZoneId zone, InstantSource clock) {
        super("usual", "how full stations usually are is not known for now", clock);
        this.usual = usual;
        this.rows = rows;
        this.zone = zone;
        this.clock = clock;
    }

    @Override
    void look() throws SQLException {
        ZonedDateTime now = clock.instant().atZone(zone);
        ZonedDateTime from = now.truncatedTo(ChronoUnit.HOURS).plusMinutes(now.getMinute() / 30 * 30L);
        long fromMs = from.toInstant().toEpochMilli();
        if (fromMs == knownFromMs) return;
        usual.put(fromMs, rows.at(from));
        knownFromMs = fromMs;
    }
}
