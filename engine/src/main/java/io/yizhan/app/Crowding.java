package io.yizhan.app;

import io.yizhan.config.Config;
import io.yizhan.config.Setting;
import io.yizhan.traffic.Traffic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the command line says of a pretend crowd. */
final class Crowding {
    @Option(
            names = "--traffic",
            arity = "0..1",
            fallbackValue = "1",
            required = true,
            paramLabel = "N",
            description =
                    "in development: a pretend crowd books, cancels, comes and goes; with N, so many times as large (1 to "
                            + Traffic.TIMES_MAX + ")")
    int times;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "SEED",
            description = "another number gives another crowd [${DEFAULT-VALUE}]")
    long seed;

    /** Why there can't be such a crowd, and what to do; null where there can. */
    @Nullable
    String problem(Config config) {
        if (!config.dev())
            return "--traffic is a pretend crowd with development tokens, for a city without real members: it needs "
                    + Setting.DEV.variable() + "=true, as yizhan demo has it";
        if (times < 1 || times > Traffic.TIMES_MAX)
            return "--traffic=" + times + ": from 1 to " + Traffic.TIMES_MAX + " times the usual crowd";
        return null;
    }

    Traffic traffic() {
        return new Traffic(times, seed);
    }
}
