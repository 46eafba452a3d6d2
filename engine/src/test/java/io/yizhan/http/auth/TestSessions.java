package io.yizhan.http.auth;

import io.yizhan.session.EndedSessions;
import io.yizhan.session.SessionEnds;
import java.time.Duration;
import java.time.InstantSource;

/** Sessions of a test. All of them have the same key, as the nodes of a cluster do. */
public final class TestSessions {
    public static final Duration LIFETIME = Duration.ofHours(4);
    static final byte[] KEY = new byte[32];

    private TestSessions() {}

    /** Ended in memory alone. */
    public static Sessions of(InstantSource clock) {
        return of(clock, new EndedSessions());
    }

    public static Sessions of(InstantSource clock, SessionEnds ends) {
        return new Sessions(KEY, LIFETIME.toMillis(), ends, clock);
    }
}
