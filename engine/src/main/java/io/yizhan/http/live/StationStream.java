package io.yizhan.http.live;

import io.vertx.core.http.HttpServerResponse;
import io.yizhan.http.loop.Connection;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One reader of a station's changes, and how far it has got. */
final class StationStream extends LiveStream {
    /** The one day it wants; null for all. */
    final @Nullable LocalDate date;
    /** All changes up to there were sent. */
    LivePosition sent;

    StationStream(Connection connection, HttpServerResponse response, @Nullable LocalDate date, LivePosition from) {
        super(connection, response);
        sent = from;
        this.date = date;
    }
}
