package io.yizhan.app;

import io.yizhan.core.Refusal;
import io.yizhan.http.desk.AlarmCode;
import io.yizhan.http.desk.Fault;
import io.yizhan.region.OwnedRegion;
import io.yizhan.sequencer.Sequencer;
import io.yizhan.writebehind.WriteBehind;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is wrong with an owned region: of each part the worst, null where nothing is. Any thread. */
final class RegionFaults {
    /** A transaction of a few thousand reservations takes some tenths of a second; one of a frozen server never ends. */
    private static final long UNANSWERED_MAX_MS = 5_000;

    /** A batch takes some milliseconds; one whose disk hangs never ends. */
    private static final long STANDS_STILL_MS = 5_000;

    /** Rows that are twice as far behind as they may be at a peak are told of, but not for less than this. */
    private static final long BEHIND_MIN_MS = 60_000;

    private RegionFaults() {}

    /** @param rowsLagMaxS how far the rows may fall behind at a peak */
    static List<Fault> of(OwnedRegion region, int rowsLagMaxS) {
        Fault rows = rows(region.writeBehind());
        return Stream.of(
                        journal(region), rows == null ? behind(region.writeBehind(), rowsLagMaxS) : rows, slots(region))
                .filter(Objects::nonNull)
                .toList();
    }

    static @Nullable Fault journal(OwnedRegion region) {
        Sequencer sequencer = region.sequencer();
        Refusal.RegionStopped stopped = sequencer.stopped();
        if (stopped != null) return new Fault(AlarmCode.JOURNAL_FAILED, stopped.reason());
        if (sequencer.journalFull()) return new Fault(AlarmCode.JOURNAL_FULL, "full: PostgreSQL has not followed");
        String byCommit = region.answersByCommit();
        if (byCommit != null)
            return new Fault(AlarmCode.ANSWERS_WAIT_FOR_ROWS, "answers wait for PostgreSQL: " + byCommit);
        long atWorkMs = sequencer.atWorkMs();
        return atWorkMs < STANDS_STILL_MS
                ? null
                : new Fault(AlarmCode.WRITER_STILL, "the writer has been at one batch for " + atWorkMs / 1_000 + " s");
    }

    static @Nullable Fault rows(WriteBehind writeBehind) {
        WriteBehind.Figures figures = writeBehind.figures();
        return switch (figures.state()) {
            case FOLLOWING ->
                figures.unansweredMs() < UNANSWERED_MAX_MS
                        ? null
                        : new Fault(AlarmCode.ROWS_AWAY, "no answer for " + figures.unansweredMs() / 1_000 + " s");
            case AWAY -> new Fault(AlarmCode.ROWS_AWAY, "away");
            case FAILED -> new Fault(AlarmCode.ROWS_FAILED, String.valueOf(figures.reason()));
            case STOPPED -> new Fault(AlarmCode.ROWS_FAILED, "stopped");
        };
    }

    private static @Nullable Fault behind(WriteBehind writeBehind, int rowsLagMaxS) {
        long lagMs = writeBehind.figures().lagMs();
        return lagMs < Math.max(BEHIND_MIN_MS, 2_000L * rowsLagMaxS)
                ? null
                : new Fault(AlarmCode.ROWS_BEHIND, lagMs / 1_000 + " s behind");
    }

    static @Nullable Fault slots(OwnedRegion region) {
        String closed = region.slotsTrouble();
        return closed == null ? null : new Fault(AlarmCode.SLOTS_NOT_OPEN, "the new day is not open: " + closed);
    }
}
