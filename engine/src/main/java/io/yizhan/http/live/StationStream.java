package io.yizhan.http.live;

import io.vertx.core.http.HttpServerResponse;
import io.yizhan.http.loop.Connection;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One reader of a station's changes, and how far it has got. */
final class StationStream extends LiveStream {
    static final long NO_MACHINE = -1;

    /** The one day it wants; null for all. */
    final @Nullable LocalDate date;
    /** All changes up to there were sent. */
    LivePosition sent;

    /** Changes of machines were told up to this version of theirs; {@link #NO_MACHINE} where it is not known what its reader knows of them. */
    long machinesVersion;

    StationStream(Connection connection, HttpServerResponse response, @Nullable LocalDate date, LivePosition from) {
        super(connection, response);
        sent = from;
        this.date = date;
    }
}
