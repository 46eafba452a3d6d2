package io.yizhan.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NodeSealTest {
    private static final long NOW_MS = TimeUnit.MINUTES.toMillis(1_000_000);

    private final NodeSeal seal = new NodeSeal("a key of 32 bytes that all have".getBytes(StandardCharsets.US_ASCII));

    @Test
    void isGoodAtNodesWhoseClocksAreAMinuteApart() {
        String shown = seal.of(NOW_MS);
        for (int apartS : new int[] {-60, -1, 0, 59, 60, 119})
            assertThat(seal.isGood(shown, NOW_MS + 1_000L * apartS))
                    .as("%d s", apartS)
                    .isTrue();
    }

    @Test
    void endsSoon() {
        String shown = seal.of(NOW_MS);
        for (int apartS : new int[] {-61, 120, 3_600})
            assertThat(seal.isGood(shown, NOW_MS + 1_000L * apartS))
                    .as("%d s", apartS)
                    .isFalse();
    }

    @Test
    void isOfTheKey() {
        String shown = new NodeSeal("b key of 32 bytes that all have".getBytes(StandardCharsets.US_ASCII)).of(NOW_MS);
        assertThat(seal.isGood(shown, NOW_MS)).isFalse();
        assertThat(seal.isGood("", NOW_MS)).isFalse();
        assertThat(seal.isGood("nonsense", NOW_MS)).isFalse();
    }
}
