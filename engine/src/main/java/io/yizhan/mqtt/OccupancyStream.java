package io.yizhan.mqtt;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.parsetools.RecordParser;
import io.yizhan.time.Backoff;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How full one station is, for all gates of this node that listen: the HTTP edge's live stream, which comes from the owner wherever that
 * is, and is opened again when it ends. It tells changes only; the present is read beside it, once the stream is open, so that no change
 * gets lost between the two. On the MQTT event loop only.
 */
final class OccupancyStream {
    private static final Logger LOG = LoggerFactory.getLogger(OccupancyStream.class);

    private static final int EVENT_BYTES_MAX = 64 * 1024;
    private static final Duration PAUSE_MIN = Duration.ofMillis(500);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(10);
    private static final String EVENT = "event: occupancy";
    private static final String DATA = "data: ";

    private final MqttLoop loop;
    private final String stationId;
    private final String region;
    private final Set<OccupancySubscription> listeners = new LinkedHashSet<>();
    private @Nullable HttpClientResponse open;
    private boolean opening;
    private boolean reading;
    private boolean readAgain;
    private boolean closed;
    private int changes;
    private final Backoff pauses = new Backoff(PAUSE_MIN, PAUSE_MAX);
    private long timer = -1;

    OccupancyStream(MqttLoop loop, String stationId, String region) {
        this.loop = loop;
        this.stationId = stationId;
        this.region = region;
    }

    void add(OccupancySubscription listener) {
        listeners.add(listener);
        if (open != null) read();
        else if (!opening && timer == -1) open();
    }

    /** Whether nobody listens any more, and it is closed for good. */
    boolean remove(OccupancySubscription listener) {
        listeners.remove(listener);
        if (!listeners.isEmpty()) return false;
        closed = true;
        if (timer != -1) loop.vertx.cancelTimer(timer);
        HttpClientResponse ended = open;
        open = null;
        if (ended != null) ended.request().reset();
        return true;
    }

    private void open() {
        timer = -1;
        opening = true;
        loop.ownEdge.live(stationId, region).onComplete(this::opened, failure -> {
            opening = false;
            LOG.debug("no live stream of {}: {}", stationId, failure.toString());
            openLater();
        });
    }

    private void opened(HttpClientResponse stream) {
        opening = false;
        if (closed) {
            // Unheard, the reset would be an error in the log.
            stream.exceptionHandler(reset -> {}).request().reset();
            return;
        }
        open = stream;
        RecordParser events = RecordParser.newDelimited("\n\n").maxRecordSize(EVENT_BYTES_MAX);
        events.handler(event -> told(stream, event))
                .exceptionHandler(failure -> stream.request().reset());
        stream.handler(events).exceptionHandler(failure -> ended(stream)).endHandler(end -> ended(stream));
        stream.resume();
        read();
    }

    private void told(HttpClientResponse stream, Buffer event) {
        if (!stream.equals(open)) return;
        boolean isOccupancy = false;
        String json = "";
        for (String line : event.toString().split("\n", -1)) {
            if (line.equals(EVENT)) isOccupancy = true;
            if (line.startsWith(DATA)) json = line.substring(DATA.length());
        }
        if (!isOccupancy || json.isEmpty()) return;
        changes++;
        Buffer occupancy = Buffer.buffer(json);
        for (OccupancySubscription each : List.copyOf(listeners)) each.changed(occupancy);
    }

    /** A change that comes meanwhile is newer than what was read, and is told by itself. */
    private void read() {
        if (reading) {
            readAgain = true;
            return;
        }
        reading = true;
        int before = changes;
        HttpClientResponse stream = open;
        loop.ownEdge
                .occupancy(stationId, region)
                .onComplete(
                        json -> {
                            pauses.reset();
                            if (changes == before && !closed)
                                for (OccupancySubscription each : List.copyOf(listeners)) each.present(json);
                            readDone();
                        },
                        failure -> {
                            LOG.debug("the occupancy of {} can't be read: {}", stationId, failure.toString());
                            // It is read when the stream is open again.
                            if (stream != null && stream.equals(open))
                                stream.request().reset();
                            readDone();
                        });
    }

    private void readDone() {
        reading = false;
        boolean again = readAgain && open != null;
        readAgain = false;
        if (again) read();
    }

    private void ended(HttpClientResponse stream) {
        if (!stream.equals(open)) return;
        open = null;
        openLater();
    }

    private void openLater() {
        if (closed || timer != -1) return;
        timer = loop.vertx.setTimer(pauses.nextMs(), fired -> open());
    }
}
