package io.yizhan.loadtest.drill;

import io.yizhan.loadtest.cluster.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Asks each engine ten times a second which cities it has, from threads of its own, and tells the timeline how the owner is. */
final class OwnerWatch implements AutoCloseable {
    private static final int PAUSE_MS = 100;

    private final List<Node> nodes;
    private final String region;
    private final Timeline timeline;
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();
    private final boolean[] owns;
    private volatile boolean stopping;

    OwnerWatch(List<Node> nodes, String region, Timeline timeline) {
        this.nodes = nodes;
        this.region = region;
        this.timeline = timeline;
        owns = new boolean[nodes.size()];
    }

    void start() {
        for (int i = 0; i < nodes.size(); i++) {
            int at = i;
            threads.add(Thread.ofVirtual().name("watch-" + at).start(() -> run(at)));
        }
    }

    private void run(int at) {
        try {
            while (!stopping) {
                heard(at, nodes.get(at).health());
                Thread.sleep(PAUSE_MS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void heard(int at, Node.@Nullable Health health) {
        boolean has = health != null && health.has(region);
        if (has && health != null)
            timeline.readiness(health.status(), health.parts().toString());
        if (has == owns[at]) return;
        owns[at] = has;
        changes.add(String.format(
                Locale.ROOT, "%.1f s %s %s", timeline.nowS(), nodes.get(at).id, has ? "has it" : "has it no more"));
        if (none()) timeline.readiness(Probe.NO_ANSWER, "");
    }

    private boolean none() {
        for (boolean each : owns) if (each) return false;
        return true;
    }

    /** In words, in order. */
    synchronized List<String> changes() {
        return List.copyOf(changes);
    }

    @Override
    public void close() {
        stopping = true;
        Threads.await(threads);
    }
}
