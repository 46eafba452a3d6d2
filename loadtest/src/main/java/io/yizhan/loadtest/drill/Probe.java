package io.yizhan.loadtest.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks for readiness five times a second, from a thread of its own. */
final class Probe implements AutoCloseable {
    static final String NO_ANSWER = "-";
    private final Client client;
    private final Timeline timeline;
    private final Thread thread;
    private volatile boolean stopping;

    Probe(String url, Timeline timeline) {
        this.timeline = timeline;
        client = new Client(url, Duration.ofSeconds(1));
        thread = Thread.ofPlatform().daemon().name("probe").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!stopping) {
                Client.Answer answer = ask();
                if (answer == null) timeline.readiness(NO_ANSWER, "");
                else
                    timeline.readiness(
                            answer.text("status"), answer.json().path("parts").toString());
                Thread.sleep(200);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Client.@Nullable Answer ask() throws InterruptedException {
        try {
            return client.send("GET", "/health/ready", "", "", "");
        } catch (IOException none) {
            return null;
        }
    }

    @Override
    public void close() {
        stopping = true;
        Threads.await(List.of(thread));
    }
}
