package io.yizhan.http.live;

import io.vertx.core.buffer.Buffer;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Station;
import io.yizhan.equipment.StationMachines;
import io.yizhan.feed.StationFeed;
import io.yizhan.http.loop.RegionOnLoop;
import io.yizhan.http.region.DirectoryIndex;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The readers of one station on one event loop. Those who are up to date share one rendering of what is new. */
final class LiveStation {
    /** What is told at once: it waits in memory until its reader takes it. */
    private static final int NEWS_BYTES_MAX = 64 * 1_024;

    final int stationNo;
    private final RegionOnLoop region;
    private final List<StationStream> streams = new ArrayList<>();
    /** As the catalogue said last that has the station. */
    private int occupancyMax;
    /** What its readers were told from; null until there is something. */
    private @Nullable StationFeed told;

    private final StationMachines machines;
    private final Transitions transitions;

    LiveStation(int stationNo, RegionOnLoop region) {
        this.stationNo = stationNo;
        this.region = region;
        machines = region.sources.equipment().station(stationNo);
        transitions = new Transitions(machines);
    }

    void add(StationStream stream, long nowMs) {
        streams.add(stream);
        // An id without data: it is where a reader that is cut off before the first event goes on from.
        stream.send(Buffer.buffer("retry: 2000\nid: " + stream.sent.id() + "\n\n"));
        StationFeed feed = region.feed().station(stationNo);
        if (streams.size() == 1) told = feed;
        if (feed != null) send(stream, feed, feed.version(), nowMs, new Shared());
    }

    boolean remove(StationStream stream) {
        return streams.remove(stream);
    }

    boolean isEmpty() {
        return streams.isEmpty();
    }

    void keepAlive() {
        for (int i = 0; i < streams.size(); i++) streams.get(i).keepAlive();
    }

    int size() {
        return streams.size();
    }

    /** Adds those whose readers have made no room for so long. */
    void stalled(long nowNs, long forNs, List<? super StationStream> found) {
        for (int i = 0; i < streams.size(); i++) if (streams.get(i).stalled(nowNs, forNs)) found.add(streams.get(i));
    }

    void end() {
        List<StationStream> ended = List.copyOf(streams);
        streams.clear();
        for (StationStream stream : ended) stream.end();
    }

    /** Whether the feed began anew since its readers were told something: what they know can't be compared any more. */
    boolean isCutOff() {
        StationFeed feed = region.feed().station(stationNo);
        if (told == null) told = feed;
        return feed != told;
    }

    /** Only where it is not cut off. */
    void pump(long nowMs) {
        StationFeed feed = told;
        if (feed == null) return;
        // The version first: what is read after it is at least as new.
        long version = feed.version();
        int aheadMin = aheadMin();
        long machinesVersion = machines.version();
        Shared shared = new Shared();
        for (int i = 0; i < streams.size(); i++) {
            StationStream stream = streams.get(i);
            boolean news = stream.sent.seq() < version
                    || stream.machinesVersion < machinesVersion
                    || transitions.between(feed, aheadMin, stream.sent.untilMs(), nowMs);
            if (news && stream.ready()) send(stream, feed, version, nowMs, shared);
        }
    }

    /** The last rendering for a reader of all days, and for whom it is good: who knows as much, and to whom the same moment comes next. */
    private static final class Shared {
        long afterSeq = -1;
        long afterMachines;
        long nextMs;

        @Nullable
        Buffer events;
    }

    private int aheadMin() {
        return region.directory().city().occupancy().walkInAheadMin();
    }

    private int occupancyMax(Directory directory) {
        Station station = directory.station(stationNo);
        if (station != null) occupancyMax = station.occupancyMax();
        return occupancyMax;
    }

    private void send(StationStream stream, StationFeed feed, long version, long nowMs, Shared shared) {
        Buffer events;
        LivePosition after = stream.sent;
        long machinesVersion = machines.version();
        boolean common = stream.date == null && after.untilMs() <= nowMs;
        long nextMs = common ? transitions.after(feed, aheadMin(), after.untilMs()) : 0;
        if (common
                && shared.afterSeq == after.seq()
                && shared.afterMachines == stream.machinesVersion
                && shared.nextMs == nextMs) {
            events = shared.events;
        } else {
            DirectoryIndex index = region.index(region.directory());
            events = new LiveEvents(
                            index,
                            feed,
                            occupancyMax(index.directory),
                            region.sources.usual().at(stationNo, nowMs),
                            region.times(index.directory.city().zone()))
                    .machines(machines, stationNo, after, stream.machinesVersion, nowMs)
                    .render(stream.date, after, version, nowMs);
            if (common) {
                shared.afterSeq = after.seq();
                shared.afterMachines = stream.machinesVersion;
                shared.nextMs = nextMs;
                shared.events = events;
            }
        }
        stream.sent = new LivePosition(version, nowMs);
        stream.machinesVersion = machinesVersion;
        if (events == null) return;
        // Whoever has missed so much reads the slots anew with less.
        if (events.length() > NEWS_BYTES_MAX) stream.reset();
        else stream.send(events);
    }
}
