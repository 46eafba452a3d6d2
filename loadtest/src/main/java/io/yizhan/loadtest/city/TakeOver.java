package io.yizhan.loadtest.city;

import io.yizhan.loadtest.Failure;
import io.yizhan.loadtest.cluster.Cluster;
import io.yizhan.loadtest.cluster.Node;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Kills the engine that owns the city in the middle of the simulated time, and starts it again later. */
final class TakeOver {
    private static final int OWNED_MAX_S = 60;
    private static final long GONE_MS = 20_000;

    private final Cluster cluster;
    private final Node owner;

    /** @param owner as things are now */
    TakeOver(Cluster cluster, Node owner) {
        this.cluster = cluster;
        this.owner = owner;
    }

    /** Returns when it runs again; a sentence of what has happened. */
    String carryOut(CityPlan plan, Pace pace) throws InterruptedException {
        long atMs = (plan.fromMs() + plan.toMs()) / 2;
        pace.await(atMs);
        owner.kill();
        long killedNs = System.nanoTime();
        Node next = awaitOwner(killedNs);
        double goneS = (System.nanoTime() - killedNs) / 1e9;
        Thread.sleep(GONE_MS);
        owner.start();
        owner.awaitReady();
        return String.format(
                Locale.ROOT,
                "%s, which owned the city, was killed at %s; after %.1f s %s owned it",
                owner.id,
                WeekTime.text(atMs),
                goneS,
                next.id);
    }

    private Node awaitOwner(long sinceNs) throws InterruptedException {
        while (true) {
            @Nullable Node now = cluster.owner(Cluster.DEMO_CITY);
            if (now != null) return now;
            if (System.nanoTime() - sinceNs > OWNED_MAX_S * 1_000_000_000L)
                throw new Failure("nobody owns the city " + OWNED_MAX_S + " s after its owner was killed");
            Thread.sleep(50);
        }
    }
}
