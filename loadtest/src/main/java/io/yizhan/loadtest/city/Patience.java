package io.yizhan.loadtest.city;

import io.yizhan.loadtest.Failure;
import java.util.concurrent.atomic.LongAdder;

/** How gates try again, and how often all of them have. Any thread. */
final class Patience {
    private static final int WAIT_MS_MIN = 100;
    private static final int WAIT_MS_MAX = 2_000;
    /** Whoever is gone for longer will not come back. */
    private static final int UNANSWERED_MAX_S = 600;

    private final LongAdder repeated = new LongAdder();

    long repeated() {
        return repeated.sum();
    }

    /** Of one message. */
    final class Tries {
        private final long beganNs = System.nanoTime();
        private int count;

        /** Before the next one. */
        void pause(String why) throws InterruptedException {
            if (System.nanoTime() - beganNs > UNANSWERED_MAX_S * 1_000_000_000L)
                throw new Failure("a gate's message gets no answer within " + UNANSWERED_MAX_S + " s; last: " + why);
            repeated.increment();
            Thread.sleep(Math.min(WAIT_MS_MAX, (long) WAIT_MS_MIN << Math.min(count++, 5)));
        }
    }

    Tries tries() {
        return new Tries();
    }
}
