package io.yizhan.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.LogsErrors;
import io.yizhan.core.Refusal;
import io.yizhan.sequencer.Inbox;
import io.yizhan.town.DrillTown;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

@LogsErrors
class HorizonKeeperTest {
    /** A timer that throws is not run again by itself, and no day would ever be opened. */
    @Test
    void triesAgainAndSaysSoWhateverIsThrown() {
        AtomicLong nowMs = new AtomicLong(1_795_000_000_000L);
        AtomicInteger tries = new AtomicInteger();
        Inbox inbox = submission -> {
            if (tries.incrementAndGet() == 1) throw new StackOverflowError("planted");
            return new Refusal.RegionStopped("not now");
        };
        try (HorizonKeeper horizon =
                new HorizonKeeper(DrillTown.directory(), inbox, () -> Instant.ofEpochMilli(nowMs.get()))) {
            assertThat(horizon.trouble()).isNull();
            horizon.begin();
            await().until(() -> Objects.toString(horizon.trouble()).contains("planted"));
            nowMs.addAndGet(10_000);
            await().until(() -> Objects.toString(horizon.trouble()).contains("not now"));
        }
    }
}
