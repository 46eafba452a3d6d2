package io.yizhan.traffic;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pretend crowd before one engine, from its start until it is closed. At once stations fill and some hundred places are booked; then it goes
 * on at the pace of the city. It writes to the engine's city as people would: it is for demonstrations only, and asks for development tokens.
 *
 * <p>Whatever goes wrong for it is told once, as a warning, and ends neither the crowd nor the engine.
 */
public final class Crowd implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Crowd.class);

    /** A request that is under way is given up, so this is more than any part needs. */
    private static final Duration HOME_MAX = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Thread> parts = new ArrayList<>();

    private Crowd() {}

    /**
     * Returns at once.
     *
     * @param address of the engine, without a path
     * @param region the city that it moves
     */
    public static Crowd start(URI address, String region, Traffic traffic, Pace pace) {
        Crowd crowd = new Crowd();
        FirstFault faults = new FirstFault();
        for (int i = 0; i < traffic.times(); i++) {
            FrontDoor door = new FrontDoor(crowd.http, address, region, pace, faults);
            crowd.parts.add(
                    Thread.ofPlatform().name("traffic-" + i).daemon().start(new Party(door, traffic, i, pace, faults)));
        }
        LOG.info(
                "a pretend crowd of {} members moves {}, by seed {}",
                traffic.times() * Party.MEMBERS,
                region,
                traffic.seed());
        return crowd;
    }

    /** Whether nobody is left of it. */
    boolean isGone() {
        return parts.stream().noneMatch(Thread::isAlive);
    }

    /** It goes home, and asks for nothing any more once this has returned. */
    @Override
    public void close() {
        for (Thread each : parts) each.interrupt();
        try {
            for (Thread each : parts) if (!each.join(HOME_MAX)) LOG.warn("{} does not end", each.getName());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        http.shutdownNow();
    }
}
