package io.yizhan.loadtest;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What can be run, and how much of it. The shapes and the limits are in the script of the same name. Rates are requests a second. */
enum Scenario {
    AFTER_WORK_PEAK(
            "map, slots, bookings, cancellations and live streams: 50 times as much within a minute",
            1_000,
            100,
            300,
            15,
            200),
    STAMPEDE(
            "--rate members want one court in the same second: one wins, everybody is answered",
            20_000,
            1,
            2_000,
            1,
            0),
    TURNSTILE("gates report entries and exits, some of them twice and backwards", 800, 60, 200, 8, 0),
    ADMISSION("gates ask whether they may open, for members in and out again", 500, 60, 200, 8, 0),
    BROWSE("map and slots only", 1_500, 60, 400, 8, 0),
    SEARCH("free courts anywhere in the city, while others read and book", 1_375, 120, 400, 8, 0),
    SOAK("a steady afternoon, for as long as --duration says", 300, 3_600, 150, 12, 100),
    SATURATION(
            "the highest rate that keeps its limits, by doubling and bisection; then half of it beside bare Vert.x",
            500,
            10,
            500,
            4,
            0);

    final String id = name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    final String meaning;
    private final int rate;
    private final int seconds;
    private final int quickRate;
    private final int quickSeconds;
    private final int listeners;

    Scenario(String meaning, int rate, int seconds, int quickRate, int quickSeconds, int listeners) {
        this.meaning = meaning;
        this.rate = rate;
        this.seconds = seconds;
        this.quickRate = quickRate;
        this.quickSeconds = quickSeconds;
        this.listeners = listeners;
    }

    int rate(boolean quick) {
        return quick ? quickRate : rate;
    }

    int seconds(boolean quick) {
        return quick ? quickSeconds : seconds;
    }

    /** Live streams held open meanwhile, unless told otherwise. */
    int listeners(boolean quick) {
        return quick ? listeners / 4 : listeners;
    }

    /** Whether it needs tokens of gates. */
    boolean hasGates() {
        return this == TURNSTILE || this == ADMISSION;
    }

    String script() {
        return id + ".js";
    }

    /** Throws {@link IllegalArgumentException} that names all there are. */
    static Scenario of(String id) {
        return Arrays.stream(values())
                .filter(it -> it.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no scenario \"" + id + "\"; there are "
                        + Arrays.stream(values()).map(it -> it.id).collect(Collectors.joining(", ")) + " and all"));
    }
}
