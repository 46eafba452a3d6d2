package io.yizhan.loadtest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the highest rate that keeps its limits: doubles until it does not, then bisects. */
final class Saturation {
    private static final int RATE_MAX = 50_000;
    private static final int RATE_MIN = 20;

    /** Loads a server at a rate. */
    interface Load {
        K6.Run at(int ratePerS) throws InterruptedException;
    }

    private final int bisections;
    private final Consumer<String> say;
    private final List<Result.Step> steps = new ArrayList<>();
    private Result.@Nullable Step best;

    Saturation(boolean quick, Consumer<String> say) {
        bisections = quick ? 1 : 4;
        this.say = say;
    }

    /** 0 where none did. */
    int highest(String server, int firstRate, Load load) throws InterruptedException {
        int good = 0;
        int bad = 0;
        for (int rate = firstRate; rate <= RATE_MAX && rate >= RATE_MIN; ) {
            if (holds(server, rate, load)) {
                good = rate;
                if (bad > 0) break;
                rate *= 2;
            } else {
                bad = rate;
                if (good > 0) break;
                rate /= 2;
            }
        }
        for (int i = 0; i < bisections && good > 0 && bad > good; i++) {
            int rate = (good + bad) / 2;
            if (holds(server, rate, load)) good = rate;
            else bad = rate;
        }
        return good;
    }

    private boolean holds(String server, int rate, Load load) throws InterruptedException {
        K6.Run run = load.at(rate);
        boolean held = run.held();
        Result.Step step = new Result.Step(server, rate, run, held);
        steps.add(step);
        Result.Step former = best;
        if (held && (former == null || rate > former.ratePerS())) best = step;
        say.accept(String.format(
                java.util.Locale.ROOT,
                "  %d/s: p99 %.1f ms, slowest %.1f ms, %.0f/s answered, %d dropped: %s",
                rate,
                run.worstP99Ms(),
                run.worstMs(),
                run.achievedPerS(),
                run.count("dropped_iterations"),
                held ? "holds" : "does not hold"));
        return held;
    }

    List<Result.Step> steps() {
        return steps;
    }

    /** The step at the highest rate that held. */
    Result.Step best() {
        if (best == null) throw new IllegalStateException("none held");
        return best;
    }
}
