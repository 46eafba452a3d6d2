package io.yizhan.http.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.yizhan.catalogue.OccupancyRules;
import io.yizhan.equipment.StationMachines;
import io.yizhan.feed.DayView;
import io.yizhan.feed.Feed;
import io.yizhan.feed.StationFeed;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.TimeTexts;
import io.yizhan.http.region.DirectoryIndex;
import io.yizhan.http.station.OccupancyJson;
import io.yizhan.occupancy.UsualNow;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who follows one station: what it makes of the events it is told, and where it goes on when its line is cut. As the edge does for a reader,
 * without a socket and with any clock.
 */
final class LiveListener {
    /** How a server reads where a listener goes on. */
    interface Resuming {
        @Nullable
        LivePosition position(String lastId, Feed feed, long nowMs);
    }

    private final Feed feed;
    private final DirectoryIndex index;
    private final int stationNo;
    private final Resuming resuming;
    private final SplittableRandom random;
    private static final int AHEAD_MIN = OccupancyRules.DEFAULT.walkInAheadMin();
    private final Transitions transitions = new Transitions(new StationMachines());
    private Map<String, String> picture = new TreeMap<>();
    private @Nullable LivePosition sent;
    private String lastId = "";

    LiveListener(Feed feed, DirectoryIndex index, int stationNo, Resuming resuming, SplittableRandom random) {
        this.feed = feed;
        this.index = index;
        this.stationNo = stationNo;
        this.resuming = resuming;
        this.random = random;
    }

    boolean connected() {
        return sent != null;
    }

    private StationFeed station() {
        return Objects.requireNonNull(feed.station(stationNo));
    }

    /** Reads what is there, and follows from its version on, as a page does. */
    void begin(long nowMs, long laterMs) {
        picture = present(nowMs);
        lastId = Long.toString(station().version());
        resume(laterMs);
    }

    /** Comes again with the last id that it has seen; looks anew where it is told to. */
    void resume(long nowMs) {
        LivePosition from = resuming.position(lastId, feed, nowMs);
        if (from == null) {
            picture = present(nowMs);
            from = new LivePosition(station().version(), nowMs);
        }
        sent = from;
        lastId = from.id();
        tell(nowMs, false);
    }

    /** A tick of the edge. */
    void tick(long nowMs) {
        LivePosition known = Objects.requireNonNull(sent);
        StationFeed station = station();
        if (known.seq() < station.version() || transitions.between(station, AHEAD_MIN, known.untilMs(), nowMs))
            tell(nowMs, false);
    }

    /** The line goes down, perhaps in the middle of what is told. */
    void cut(long nowMs) {
        if (random.nextBoolean()) tell(nowMs, true);
        sent = null;
    }

    private void tell(long nowMs, boolean halfway) {
        StationFeed station = station();
        long version = station.version();
        Buffer events = new LiveEvents(
                        index,
                        station,
                        40,
                        UsualNow.UNKNOWN,
                        new TimeTexts(index.directory.city().zone()))
                .render(null, Objects.requireNonNull(sent), version, nowMs);
        sent = new LivePosition(version, nowMs);
        if (events == null) return;
        String text = events.toString();
        hear(halfway ? text.substring(0, random.nextInt(text.length())) : text);
    }

    /** What is not whole is not heard. */
    private void hear(String text) {
        for (int at = 0, end; (end = text.indexOf("\n\n", at)) >= 0; at = end + 2) {
            String type = "";
            for (String line : text.substring(at, end).split("\n", -1)) {
                if (line.startsWith("id: ")) lastId = line.substring(4);
                if (line.startsWith("event: ")) type = line.substring(7);
                if (line.startsWith("data: ")) took(type, new JsonObject(line.substring(6)));
            }
        }
    }

    private void took(String type, JsonObject data) {
        if (type.equals("slot"))
            picture.put(data.getString("id"), data.getString("state") + " " + data.getInteger("remaining"));
        else picture.put(type, occupancy(data));
    }

    private static String occupancy(JsonObject told) {
        return told.getInteger("inside") + " " + told.getString("confidence") + ", " + told.getInteger("walkIn")
                + " may walk in, " + told.getInteger("due") + " are due";
    }

    Map<String, String> picture() {
        TreeMap<String, String> shown = new TreeMap<>(picture);
        // Days that are no longer shown are no news.
        shown.keySet().removeIf(id -> id.contains(".") && station().dayOf(index.slotIds.parse(id)) == null);
        return shown;
    }

    /** What the edge shows to who asks now. */
    Map<String, String> present(long nowMs) {
        TreeMap<String, String> present = new TreeMap<>();
        for (DayView day : station().days())
            for (int i = 0; i < day.size(); i++)
                present.put(index.slotIds.format(day.key(i)), day.state(i, nowMs) + " " + day.remaining(i, nowMs));
        JsonObject occupancy = new JsonObject(Buffer.buffer(OccupancyJson.fields(
                        new JsonOut(new TimeTexts(index.directory.city().zone()), 160).object(),
                        station(),
                        40,
                        UsualNow.UNKNOWN,
                        index.directory,
                        nowMs)
                .end()
                .bytes()));
        present.put("occupancy", occupancy(occupancy));
        return present;
    }
}
