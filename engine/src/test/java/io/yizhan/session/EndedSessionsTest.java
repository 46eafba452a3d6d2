package io.yizhan.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EndedSessionsTest {
    private static final long FORGET_AT_MS = 10_000;

    private final EndedSessions ended = new EndedSessions();

    private void end(String subject, @Nullable String session, long atMs) {
        ended.end(new SessionEnd(subject, session, atMs, FORGET_AT_MS));
    }

    @Test
    void endsOneAndNoOther() {
        end("m-1", "a", 100);
        assertThat(ended.hasEnded("m-1", "a", 50)).isTrue();
        assertThat(ended.hasEnded("m-1", "b", 50)).isFalse();
        assertThat(ended.hasEnded("m-2", "a", 50)).isFalse();
    }

    @Test
    void endsAllThatHadBegun() {
        end("m-1", null, 100);
        assertThat(ended.hasEnded("m-1", "a", 100)).isTrue();
        assertThat(ended.hasEnded("m-1", "b", 101)).isFalse();
        assertThat(ended.hasEnded("m-2", "a", 100)).isFalse();
        end("m-1", "b", 150);
        assertThat(ended.hasEnded("m-1", "b", 101)).isTrue();
        assertThat(ended.hasEnded("m-1", "a", 100)).isTrue();
        end("m-1", null, 50);
        assertThat(ended.hasEnded("m-1", "a", 100)).isTrue();
    }

    /** Whoever ends one after the other must not take memory without end; what has ended stays ended. */
    @Test
    void remembersTheLastFewOneByOneAndTheOthersByTheirTime() {
        for (int i = 0; i < 1_000; i++) end("m-1", "s" + i, 100 + i);
        for (int i = 0; i < 1_000; i++)
            assertThat(ended.hasEnded("m-1", "s" + i, 50 + i)).as("s%d", i).isTrue();
        assertThat(ended.hasEnded("m-1", "begun before", 50)).isTrue();
        assertThat(ended.hasEnded("m-1", "new", 1_100)).isFalse();
        assertThat(ended.size()).isEqualTo(1);
    }

    @Test
    void countsWhatItIsToldTwiceOnce() {
        for (int i = 0; i < 100; i++) end("m-1", "a", 100);
        assertThat(ended.hasEnded("m-1", "b", 50)).isFalse();
    }

    @Test
    void forgetsWhatSaysNothingAnyMore() {
        end("m-1", "a", 100);
        ended.end(new SessionEnd("m-2", "b", 100, FORGET_AT_MS + 1));
        ended.forget(FORGET_AT_MS);
        assertThat(ended.hasEnded("m-1", "a", 50)).isFalse();
        assertThat(ended.hasEnded("m-2", "b", 50)).isTrue();
        assertThat(ended.size()).isEqualTo(1);
    }
}
