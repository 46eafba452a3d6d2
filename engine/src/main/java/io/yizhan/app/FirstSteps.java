package io.yizhan.app;

import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.SlotIds;
import io.yizhan.catalogue.Station;
import io.yizhan.config.Config;
import io.yizhan.feed.Feed;
import io.yizhan.http.region.FreeSlot;
import java.util.List;

/**
 * What somebody reads who sees the engine for the first time: where it is, pages to look at, three commands to paste (find a free slot, book it, see it
 * gone), and how to stop it.
 *
 * @param mqttPort 0 where gates can't come by MQTT
 */
record FirstSteps(Config config, Directory directory, Feed feed, int httpPort, int mqttPort) {
    /** Without the commands where no slot of one place is free. */
    String text(long nowMs) {
        String url = "http://localhost:" + httpPort;
        String gates = mqttPort == 0 ? "" : "gates    mqtt://localhost:" + mqttPort + "\n";
        FreeSlot free = FreeSlot.in(directory, feed, nowMs);
        return "\nYizhan is ready.\n\n"
                + "address  " + url + "\n"
                + pages(url)
                + gates
                + "data     " + config.dataDir().toAbsolutePath() + "\n\n"
                + (free == null ? "" : steps(url, free))
                + "Ctrl-C stops it. The same command starts it again, with everything that was booked.\n";
    }

    private String pages(String url) {
        List<Station> stations = directory.city().stations();
        String screen = stations.isEmpty()
                ? ""
                : ", a station's screen at " + url + "/screen/"
                        + stations.getFirst().id();
        return "pages    the member's at " + url + ", the operators' desk at " + url + "/desk" + screen + "\n";
    }

    private String steps(String url, FreeSlot free) {
        String slot = new SlotIds(directory).format(free.key());
        String look = "curl -s '" + url + "/v1/stations/" + free.station() + "/slots?date=" + free.date() + "&venue="
                + free.venue() + "' | grep -o '{\"id\":\"" + slot + "\"[^}]*}'";
        String token = "$(curl -s " + url + "/dev/tokens -H 'content-type: application/json' "
                + "-d '{\"roles\":[\"member\"],\"subject\":\"m-1\"}' | cut -d'\"' -f4)";
        String book = "curl -s " + url + "/v1/reservations -H \"Authorization: Bearer " + token
                + "\" -H \"Idempotency-Key: $RANDOM$RANDOM\" -H 'content-type: application/json' -d '{\"slots\":[\""
                + slot
                + "\"],\"party\":1,\"mode\":\"confirm\"}'";
        return "Find a free slot, book it, see it gone:\n\n" + look + "\n\n" + book + "\n\n" + look + "\n\n";
    }
}
