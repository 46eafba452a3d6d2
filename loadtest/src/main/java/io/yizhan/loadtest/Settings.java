package io.yizhan.loadtest;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asked for.
 *
 * @param url an engine that runs already; null for a fresh one
 * @param postgres its rows, where it is not a fresh one; null for not looking at them
 * @param rate requests a second, or members; -1 for the scenario's own
 * @param duration zero for the scenario's own
 * @param listeners live streams; -1 for the scenario's own
 * @param tokens what the crowd shows for who it is
 * @param pairs runs of engine and bare Vert.x side by side; -1 for the default
 * @param k6 the k6 command
 * @param root of the checkout
 */
record Settings(
        boolean quick,
        @Nullable URI url,
        @Nullable URI postgres,
        int rate,
        Duration duration,
        int members,
        int listeners,
        int pairs,
        Tokens.Kind tokens,
        Path results,
        Path k6,
        Path root,
        String command) {
    private static final int PAIRS = 3;

    int rate(Scenario scenario) {
        return rate > 0 ? rate : scenario.rate(quick);
    }

    int seconds(Scenario scenario) {
        return duration.isZero() ? scenario.seconds(quick) : (int) duration.toSeconds();
    }

    int listeners(Scenario scenario) {
        return listeners >= 0 ? listeners : scenario.listeners(quick);
    }

    int pairsWanted() {
        if (pairs >= 0) return pairs;
        return quick ? 1 : PAIRS;
    }

    /** Of each run of a pair. */
    int pairSeconds() {
        return quick ? 4 : 10;
    }
}
