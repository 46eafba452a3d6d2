package io.yizhan.app;

import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.SlotIds;
import io.yizhan.catalogue.Station;
import io.yizhan.feed.DayView;
import io.yizhan.feed.Feed;
import io.yizhan.feed.SlotState;
import io.yizhan.feed.StationFeed;
import org.jspecify.annotations.Nullable;

/** Three commands to paste, for somebody who sees the engine for the first time: find a free slot, book it, see it gone. */
final class FirstSteps {
    private FirstSteps() {}

    /** Empty where no slot of one place is free. */
    static String text(Directory directory, Feed feed, int port, long nowMs) {
        for (Station station : directory.stations()) {
            StationFeed published = feed.station(directory.stationNo(station.id()));
            if (published == null) continue;
            for (DayView day : published.days()) {
                int i = free(day, nowMs);
                if (i >= 0) return text(directory, station, day, i, "http://localhost:" + port);
            }
        }
        return "";
    }

    private static int free(DayView day, long nowMs) {
        for (int i = 0; i < day.size(); i++) {
            if (day.state(i, nowMs) == SlotState.OPEN && day.capacity(i) == 1) return i;
        }
        return -1;
    }

    private static String text(Directory directory, Station station, DayView day, int i, String url) {
        String slot = new SlotIds(directory).format(day.key(i));
        String venue = venueId(directory, day, i);
        String look = "curl -s '" + url + "/v1/stations/" + station.id() + "/slots?date=" + day.date() + "&venue="
                + venue + "' | grep -o '{\"id\":\"" + slot + "\"[^}]*}'";
        String token = "$(curl -s " + url + "/dev/tokens -H 'content-type: application/json' "
                + "-d '{\"roles\":[\"member\"],\"subject\":\"m-1\"}' | cut -d'\"' -f4)";
        return String.join(
                "\n",
                "",
                "Yizhan is ready at " + url,
                "",
                "Find a free slot, book it, see it gone:",
                "",
                look,
                "",
                "curl -s " + url + "/v1/reservations -H \"Authorization: Bearer " + token
                        + "\" -H \"Idempotency-Key: $RANDOM$RANDOM\" -H 'content-type: application/json' -d '{\"slots\":[\""
                        + slot + "\"],\"party\":1,\"mode\":\"confirm\"}'",
                "",
                look,
                "",
                "Ctrl-C stops it.",
                "");
    }

    private static @Nullable String venueId(Directory directory, DayView day, int i) {
        var venue = directory.venue(day.venueNo(i));
        return venue == null ? null : venue.id();
    }
}
