package io.yizhan.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.GateCommand;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** By how much a gate's clock is wrong, as the way of its reports tells. */
class GateClockTest {
    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 60 * MINUTE_MS;
    private static final long NOW_MS = 1_000_000 * HOUR_MS;

    private final Region region = new Region(Rules.DEFAULT);
    private long seq;

    /** @param agesMs how long before its report each event happened, by the gate's clock */
    private long report(long nowMs, long... agesMs) {
        long[] seqs = LongStream.range(0, agesMs.length).map(i -> ++seq).toArray();
        long[] atMs = LongStream.of(agesMs).map(age -> nowMs - age).toArray();
        String[] credentials = new String[agesMs.length];
        java.util.Arrays.fill(credentials, "");
        region.carryOut(
                new GateCommand.RecordGateEvents("g", "b", 7, seqs, atMs, new boolean[agesMs.length], credentials),
                nowMs,
                event -> {});
        return region.gateSkewMs("g");
    }

    @Test
    void isTheLeastTimeBetweenWhatHappenedAndItsReport() {
        assertThat(report(NOW_MS, 900, 200, 4_000)).isEqualTo(200);
        assertThat(report(NOW_MS + 1_000, 80)).isEqualTo(80);
        assertThat(report(NOW_MS + 2_000, 700)).isEqualTo(80);
    }

    @Test
    void isBelowZeroWhereTheClockIsAhead() {
        assertThat(report(NOW_MS, -90_000)).isEqualTo(-90_000);
    }

    @Test
    void isNotSpoiltByWhatWasKeptForHoursWithoutANetwork() {
        report(NOW_MS, 100);
        assertThat(report(NOW_MS + 5 * HOUR_MS, 5 * HOUR_MS, 3 * HOUR_MS)).isEqualTo(100);
        assertThat(report(NOW_MS + 5 * HOUR_MS + 1, 150)).isEqualTo(100);
        assertThat(report(NOW_MS + 6 * HOUR_MS, 3 * HOUR_MS)).isEqualTo(150);
    }

    @Test
    void followsAClockThatWasSetBackOnceTheFormerHoursAreForgotten() {
        report(NOW_MS, 100);
        long backMs = 10 * MINUTE_MS;
        assertThat(report(NOW_MS + MINUTE_MS, backMs + 120)).isEqualTo(100);
        assertThat(report(NOW_MS + HOUR_MS, backMs + 120)).isEqualTo(100);
        assertThat(report(NOW_MS + 2 * HOUR_MS, backMs + 130)).isEqualTo(backMs + 120);
    }

    @Test
    void followsAClockThatWasSetForwardAtOnce() {
        report(NOW_MS, 100);
        assertThat(report(NOW_MS + 1, 100 - 7_000)).isEqualTo(-6_900);
    }
}
