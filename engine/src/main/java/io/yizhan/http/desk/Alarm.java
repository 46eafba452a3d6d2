package io.yizhan.http.desk;

import io.yizhan.catalogue.Station;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a person is to look after.
 *
 * @param station null where it is of none
 * @param detail for whoever runs the service, in English; "" for none
 * @param sinceMs since when it is so, as far as this node knows
 */
record Alarm(AlarmCode code, @Nullable Station station, String detail, long sinceMs) {
    Alarm since(long ms) {
        return new Alarm(code, station, detail, ms);
    }

    /** The same one as long as it goes on, whatever is said of it. */
    String key() {
        return station == null ? code.code : code.code + ' ' + station.id();
    }
}
