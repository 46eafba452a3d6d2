package io.yizhan.http.auth;

import io.yizhan.session.EndedSessions;
import io.yizhan.session.SessionEnd;
import io.yizhan.session.SessionEnds;
import java.io.IOException;

/** In memory, for all nodes of a test; and away when told to. */
public final class TestSessionEnds implements SessionEnds {
    private final EndedSessions ended = new EndedSessions();
    public volatile boolean away;

    @Override
    public boolean hasEnded(String subject, String session, long begunAtMs) {
        return ended.hasEnded(subject, session, begunAtMs);
    }

    @Override
    public void end(SessionEnd end) throws IOException {
        if (away) throw new IOException("nobody is there to write it");
        ended.end(end);
    }
}
