package io.yizhan.traffic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The clock that a crowd lives by. Any thread. */
public interface Pace {
    /** What time it is in the city. */
    Instant now();

    /** @throws InterruptedException the crowd is to end */
    void pause(Duration time) throws InterruptedException;

    /** By a clock that goes as fast as this machine's. */
    static Pace of(InstantSource clock) {
        return new Pace() {
            @Override
            public Instant now() {
                return clock.instant();
            }

            @Override
            public void pause(Duration time) throws InterruptedException {
                Thread.sleep(time);
            }
        };
    }
}
