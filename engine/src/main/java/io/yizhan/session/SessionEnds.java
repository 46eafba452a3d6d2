package io.yizhan.session;

import java.io.IOException;

/** Which sessions have ended before their time. Any thread. */
public interface SessionEnds {
    /** At once; asked for every request that is made with a session. */
    boolean hasEnded(String subject, String session, long begunAtMs);

    /**
     * Ends it here and everywhere, durable on return. Blocks.
     *
     * @throws IOException it could not be made durable: it may or may not have ended
     */
    void end(SessionEnd end) throws IOException;
}
