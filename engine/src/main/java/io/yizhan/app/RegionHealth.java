package io.yizhan.app;

import io.yizhan.core.Refusal;
import io.yizhan.http.node.Health.Part;
import io.yizhan.http.node.Health.Status;
import io.yizhan.region.OwnedRegion;
import io.yizhan.sequencer.Sequencer;
import io.yizhan.writebehind.WriteBehind;
import java.util.ArrayList;
import java.util.List;

/** How the parts of an owned region are. A database that is away degrades it: bookings go on. Any thread. */
final class RegionHealth {
    /** A transaction of a few thousand reservations takes some tenths of a second; one of a frozen server never ends. */
    private static final long UNANSWERED_MAX_MS = 5_000;

    /** A batch takes some milliseconds; one whose disk hangs never ends. */
    private static final long STANDS_STILL_MS = 5_000;

    private RegionHealth() {}

    /** @param named whether the parts' names say which region it is */
    static List<Part> of(OwnedRegion region, boolean named) {
        String suffix = named ? " " + region.id() : "";
        List<Part> parts = new ArrayList<>();
        parts.add(journal("journal" + suffix, region));
        parts.add(postgres("postgres" + suffix, region.writeBehind()));
        String closed = region.slotsTrouble();
        if (closed != null)
            parts.add(new Part("slots" + suffix, Status.DEGRADED, "the new day is not open: " + closed));
        return parts;
    }

    private static Part journal(String name, OwnedRegion region) {
        Sequencer sequencer = region.sequencer();
        Refusal.RegionStopped stopped = sequencer.stopped();
        if (stopped != null) return new Part(name, Status.DOWN, stopped.reason());
        if (sequencer.journalFull()) return new Part(name, Status.DOWN, "full: PostgreSQL has not followed");
        String byCommit = region.answersByCommit();
        if (byCommit != null) return new Part(name, Status.DEGRADED, "answers wait for PostgreSQL: " + byCommit);
        long atWorkMs = sequencer.atWorkMs();
        if (atWorkMs >= STANDS_STILL_MS)
            return new Part(name, Status.DOWN, "the writer has been at one batch for " + atWorkMs / 1_000 + " s");
        return new Part(name, Status.UP, "");
    }

    private static Part postgres(String name, WriteBehind writeBehind) {
        WriteBehind.Figures figures = writeBehind.figures();
        String detail = figures.lagEvents() + " events behind";
        return switch (figures.state()) {
            case FOLLOWING ->
                figures.unansweredMs() < UNANSWERED_MAX_MS
                        ? new Part(name, Status.UP, detail)
                        : new Part(
                                name,
                                Status.DEGRADED,
                                "no answer for " + figures.unansweredMs() / 1_000 + " s; " + detail);
            case AWAY -> new Part(name, Status.DEGRADED, "away; " + detail);
            case FAILED -> new Part(name, Status.DOWN, figures.reason() + "; " + detail);
            case STOPPED -> new Part(name, Status.DOWN, "stopped");
        };
    }
}
