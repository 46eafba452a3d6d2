package io.yizhan.app;

import io.yizhan.core.Refusal;
import io.yizhan.http.Health;
import io.yizhan.sequencer.Sequencer;
import io.yizhan.writebehind.WriteBehind;
import java.util.List;

/** How the parts are, for whoever runs the engine. A database that is away degrades it: bookings go on. */
final class EngineHealth implements Health {
    /** A transaction of a few thousand reservations takes some tenths of a second; one of a frozen server never ends. */
    private static final long UNANSWERED_MAX_MS = 5_000;

    private final Sequencer sequencer;
    private final WriteBehind writeBehind;

    EngineHealth(Sequencer sequencer, WriteBehind writeBehind) {
        this.sequencer = sequencer;
        this.writeBehind = writeBehind;
    }

    @Override
    public List<Part> parts() {
        return List.of(journal(), postgres());
    }

    private Part journal() {
        Refusal.RegionStopped stopped = sequencer.stopped();
        if (stopped != null) return new Part("journal", Status.DOWN, stopped.reason());
        if (sequencer.journalFull()) return new Part("journal", Status.DOWN, "full: PostgreSQL has not followed");
        return new Part("journal", Status.UP, "");
    }

    private Part postgres() {
        WriteBehind.Figures figures = writeBehind.figures();
        String detail = figures.lagEvents() + " events behind";
        return switch (figures.state()) {
            case FOLLOWING ->
                figures.unansweredMs() < UNANSWERED_MAX_MS
                        ? new Part("postgres", Status.UP, detail)
                        : new Part(
                                "postgres",
                                Status.DEGRADED,
                                "no answer for " + figures.unansweredMs() / 1_000 + " s; " + detail);
            case AWAY -> new Part("postgres", Status.DEGRADED, "away; " + detail);
            case FAILED -> new Part("postgres", Status.DOWN, figures.reason() + "; " + detail);
            case STOPPED -> new Part("postgres", Status.DOWN, "stopped");
        };
    }
}
