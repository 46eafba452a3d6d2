package io.yizhan.http.event;

import io.yizhan.http.loop.EventLoop;
import io.yizhan.trail.EventTrail;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Programs that wait for the next event of a region, on one event loop. The database is asked for all of them at once, twice a second, as long as
 * somebody waits: a wait costs no connection and no thread. On its event loop only.
 */
final class EventWaits {
    private static final Logger LOG = LoggerFactory.getLogger(EventWaits.class);
    private static final int WAITING_MAX = 64;
    private static final long LOOK_MS = 500;

    private final EventLoop loop;
    private final EventTrail trail;
    private final String region;
    private List<Waiting> waiting = new ArrayList<>();
    private boolean looking;

    /** @param goOn called once, when there is more or the time is over */
    private record Waiting(long after, long untilNs, Runnable goOn) {}

    EventWaits(EventLoop loop, EventTrail trail, String region) {
        this.loop = loop;
        this.trail = trail;
        this.region = region;
    }

    /** False where too many wait already. */
    boolean await(long after, long untilNs, Runnable goOn) {
        if (waiting.size() == WAITING_MAX) return false;
        waiting.add(new Waiting(after, untilNs, goOn));
        if (!looking) lookSoon();
        return true;
    }

    private void lookSoon() {
        looking = true;
        loop.vertx.setTimer(LOOK_MS, it -> look());
    }

    private void look() {
        loop.vertx.executeBlocking(() -> trail.lastSeq(region), false).onComplete(answer -> {
            // Where it can't be asked, the time of those who wait goes on.
            if (answer.failed()) LOG.debug("{}", answer.cause().getMessage());
            goOn(answer.succeeded() ? answer.result() : 0);
        });
    }

    private void goOn(long lastSeq) {
        long nowNs = System.nanoTime();
        List<Waiting> before = waiting;
        waiting = new ArrayList<>();
        List<Waiting> done = new ArrayList<>();
        for (Waiting each : before) (each.after < lastSeq || nowNs - each.untilNs >= 0 ? done : waiting).add(each);
        looking = false;
        if (!waiting.isEmpty()) lookSoon();
        for (Waiting each : done) each.goOn.run();
    }
}
