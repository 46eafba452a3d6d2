package io.yizhan.http.live;

import io.yizhan.catalogue.Station;
import io.yizhan.feed.StationFeed;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.loop.Connection;
import io.yizhan.http.loop.EventLoop;
import io.yizhan.http.loop.RegionOnLoop;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.http.station.StationRoutes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live streams of one event loop, by station. What has changed is found by comparing event numbers, so nothing is queued for a slow
 * reader: it gets the latest when it can take it. On its event loop only, but for {@link #changed}.
 */
public final class LiveHub {
    /** How often the clock is looked at: what changes by time alone is told at most so late. */
    private static final long TICK_MS = 200;

    public static final String EVENT_STREAM = "text/event-stream";
    /** A stream whose reader makes no room for so many keep-alives is given up: it takes one of {@link EventLoop.Limits#liveStreamsMax}. */
    public static final int STALLED_KEEP_ALIVES = 2;

    private static final Logger LOG = LoggerFactory.getLogger(LiveHub.class);

    private final RegionOnLoop region;
    private final EventLoop loop;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Runnable changed = this::changed;
    private final Map<Integer, LiveStation> stations = new HashMap<>();
    private int streams;
    private long keptAliveNs;
    private long timer;

    public LiveHub(RegionOnLoop region) {
        this.region = region;
        loop = region.loop;
    }

    public void start() {
        region.feed().onChange(changed);
        keptAliveNs = System.nanoTime();
        timer = loop.vertx.setPeriodic(TICK_MS, tick -> tick());
    }

    public void stop() {
        region.feed().removeOnChange(changed);
        loop.vertx.cancelTimer(timer);
        endAll();
    }

    private void endAll() {
        for (LiveStation station : stations.values()) end(station);
        stations.clear();
    }

    /** Its readers come again by themselves, and say how far they got. */
    private void end(LiveStation station) {
        count(-station.size());
        station.end();
    }

    /** The writer's thread, after each batch: at most one task is on its way to the event loop. */
    private void changed() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            loop.context.runOnContext(task -> {
                scheduled.set(false);
                pump();
            });
        }
    }

    private void pump() {
        if (streams == 0) return;
        long nowMs = loop.nowMs();
        for (Iterator<LiveStation> all = stations.values().iterator(); all.hasNext(); ) {
            LiveStation station = all.next();
            if (station.isCutOff() || !pumped(station, nowMs)) {
                end(station);
                all.remove();
            }
        }
    }

    /** What goes wrong at one station is no matter of the others. */
    private static boolean pumped(LiveStation station, long nowMs) {
        try {
            station.pump(nowMs);
            return true;
        } catch (RuntimeException defect) {
            LOG.error(
                    "what is new at station {} can't be told; its readers are to come again",
                    station.stationNo,
                    defect);
            return false;
        }
    }

    private void tick() {
        if (streams > 0 && !isServed()) endAll();
        pump();
        long nowNs = System.nanoTime();
        long keepAliveNs = loop.keepAliveNs();
        // Closing calls back and changes the map, so not while walking it.
        for (LiveStream stream : stalled(nowNs, STALLED_KEEP_ALIVES * keepAliveNs)) {
            loop.shared.metrics().liveStreamStalled();
            stream.cutOff();
        }
        if (nowNs - keptAliveNs < keepAliveNs) return;
        keptAliveNs = nowNs;
        for (LiveStation station : stations.values()) station.keepAlive();
    }

    private boolean isServed() {
        return switch (region.whereabouts()) {
            case Whereabouts.Here here -> true;
            case Whereabouts.StandIn standIn -> true;
            case Whereabouts.At at -> false;
            case Whereabouts.Nowhere nowhere -> false;
        };
    }

    private List<LiveStream> stalled(long nowNs, long forNs) {
        List<LiveStream> found = new ArrayList<>(0);
        for (LiveStation station : stations.values()) station.stalled(nowNs, forNs, found);
        return found;
    }

    /** What {@link #open} would say, without a stream. */
    public void head(Exchange exchange, String stationId) {
        if (asked(exchange, stationId) != null && LiveAnswer.begin(exchange)) exchange.response.end();
    }

    private record Asked(
            Station station,
            @Nullable LocalDate date,
            @Nullable String after) {}

    /** {@code GET /v1/stations/{id}/live}. */
    public void open(Exchange exchange, String stationId) {
        Asked asked = asked(exchange, stationId);
        if (asked == null || !LiveAnswer.isTaken(exchange)) return;
        if (LiveAnswer.begin(exchange)) begin(exchange, exchange.directory().stationNo(stationId), asked);
    }

    /** Null where it makes no sense, and was answered so. */
    private static @Nullable Asked asked(Exchange exchange, String stationId) {
        Station station = StationRoutes.known(exchange, stationId);
        if (station == null || !LiveAnswer.isAccepted(exchange)) return null;
        Query query = new Query(exchange);
        LocalDate date = query.date("date");
        String after = LiveAnswer.after(exchange, query);
        return query.answered() ? null : new Asked(station, date, after);
    }

    private void begin(Exchange exchange, int stationNo, Asked asked) {
        Connection connection = exchange.connection();
        if (connection == null) return;
        connection.streaming();
        exchange.response.setChunked(true);
        LocalDate date = asked.date;
        String lastId = asked.after;
        LiveStation group = stations.computeIfAbsent(stationNo, it -> new LiveStation(it, region));
        StationFeed feed = region.feed().station(stationNo);
        long nowMs = loop.nowMs();
        LivePosition now = new LivePosition(feed == null ? 0 : feed.version(), nowMs);
        LivePosition resumed = lastId == null ? now : LivePosition.resumed(lastId, region.feed(), nowMs);
        StationStream stream = new StationStream(connection, exchange.response, date, resumed == null ? now : resumed);
        stream.machinesVersion =
                lastId == null ? region.sources.equipment().station(stationNo).version() : StationStream.NO_MACHINE;
        count(1);
        exchange.response.exceptionHandler(gone -> {}).closeHandler(closed -> closed(group, stream));
        if (resumed == null) stream.reset();
        group.add(stream, nowMs);
    }

    private void count(int change) {
        streams += change;
        loop.countStreams(change);
    }

    private void closed(LiveStation station, StationStream stream) {
        if (!station.remove(stream)) return;
        count(-1);
        if (station.isEmpty()) stations.remove(station.stationNo);
    }
}
