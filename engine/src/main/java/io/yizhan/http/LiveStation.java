package io.yizhan.http;

import io.vertx.core.buffer.Buffer;
import io.yizhan.feed.StationFeed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The readers of one station on one event loop. Those who are up to date share one rendering of what is new. */
final class LiveStation {
    final int stationNo;
    private final Loop loop;
    private final List<LiveStream> streams = new ArrayList<>();
    private int occupancyMax;
    /** What its readers were told from; null until there is something. */
    private @Nullable StationFeed told;

    private final Transitions transitions = new Transitions();

    LiveStation(int stationNo, Loop loop) {
        this.stationNo = stationNo;
        this.loop = loop;
    }

    void occupancyMax(int people) {
        occupancyMax = people;
    }

    /** @param sentVersion what the reader has seen already */
    void add(LiveStream stream, long sentVersion, long nowMs) {
        stream.sentVersion = sentVersion;
        stream.sentUntilMs = nowMs;
        streams.add(stream);
        // An id without data: it is where a reader that is cut off before the first event goes on from.
        stream.send(Buffer.buffer("retry: 2000\nid: " + sentVersion + "\n\n"));
        StationFeed feed = loop.region.feed().station(stationNo);
        if (streams.size() == 1) told = feed;
        if (feed != null) send(stream, feed, feed.version(), nowMs, null);
    }

    boolean remove(LiveStream stream) {
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
    void stalled(long nowNs, long forNs, List<LiveStream> found) {
        for (int i = 0; i < streams.size(); i++) if (streams.get(i).stalled(nowNs, forNs)) found.add(streams.get(i));
    }

    void end() {
        List<LiveStream> ended = List.copyOf(streams);
        streams.clear();
        for (LiveStream stream : ended) {
            loop.deadlines.requested(stream.connection, System.nanoTime());
            stream.response.end();
        }
    }

    /** Whether the feed began anew since its readers were told something: what they know can't be compared any more. */
    boolean isCutOff() {
        StationFeed feed = loop.region.feed().station(stationNo);
        if (told == null) told = feed;
        return feed != told;
    }

    /** Only where it is not cut off. */
    void pump(long nowMs) {
        StationFeed feed = told;
        if (feed == null) return;
        // The version first: what is read after it is at least as new.
        long version = feed.version();
        Shared shared = new Shared();
        for (int i = 0; i < streams.size(); i++) {
            LiveStream stream = streams.get(i);
            boolean news = stream.sentVersion < version || transitions.after(feed, stream.sentUntilMs) <= nowMs;
            if (news && stream.ready()) send(stream, feed, version, nowMs, shared);
        }
    }

    /** The last rendering for a reader of all days, and from where to where it goes. */
    private static final class Shared {
        long afterVersion = -1;
        long afterMs;

        @Nullable
        Buffer events;
    }

    private void send(LiveStream stream, StationFeed feed, long version, long nowMs, @Nullable Shared shared) {
        Buffer events;
        if (shared != null
                && stream.date == null
                && shared.afterVersion == stream.sentVersion
                && shared.afterMs == stream.sentUntilMs) {
            events = shared.events;
        } else {
            events = new LiveEvents(loop, feed, occupancyMax)
                    .render(stream.date, stream.sentVersion, version, stream.sentUntilMs, nowMs);
            if (shared != null && stream.date == null) {
                shared.afterVersion = stream.sentVersion;
                shared.afterMs = stream.sentUntilMs;
                shared.events = events;
            }
        }
        stream.sentVersion = version;
        stream.sentUntilMs = nowMs;
        if (events != null) stream.send(events);
    }
}
