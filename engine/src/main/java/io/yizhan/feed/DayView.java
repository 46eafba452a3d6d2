package io.yizhan.feed;

import io.yizhan.core.ActivityTerms;
import io.yizhan.core.DrawState;
import io.yizhan.core.DrawView;
import io.yizhan.core.SlotKey;
import io.yizhan.core.SlotView;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one station that start on one local day. What never changes is plain; places left and change numbers are written by the
 * writer and read by any thread.
 *
 * <p>A reader takes {@link #version} first, then the slots: what it sees is at least as new as that version. Slots are sorted by key: by
 * venue, then by time.
 */
public final class DayView {
    private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    private final LocalDate date;
    final long[] keys;
    final int[] endMin;
    final int[] capacity;
    final int[] releaseMin;
    final int[] hostReleaseMin;
    final int[] verifiedEarlierMin;
    final int[] closesMin;
    final int[] hostShareEndsMin;
    final boolean[] closed;
    final @Nullable String[] closureReasons;
    final @Nullable ActivityTerms[] activities;
    final @Nullable DrawView[] draws;
    final boolean[] exclusive;
    final int[] remaining;
    final int[] forHost;
    final int[] waiting;
    final int[] expected;
    final long[] changedAt;
    private final AtomicReferenceArray<@Nullable Rendering> renderings = new AtomicReferenceArray<>(LANGUAGES);
    private volatile long version;
    /** The writer's own. */
    private long changingBy = -1;

    /** Renderings are kept apart by language. */
    public static final int LANGUAGES = 2;

    DayView(LocalDate date, int size, long version) {
        this.date = date;
        this.version = version;
        keys = new long[size];
        endMin = new int[size];
        capacity = new int[size];
        releaseMin = new int[size];
        hostReleaseMin = new int[size];
        verifiedEarlierMin = new int[size];
        closesMin = new int[size];
        hostShareEndsMin = new int[size];
        closed = new boolean[size];
        closureReasons = new String[size];
        activities = new ActivityTerms[size];
        draws = new DrawView[size];
        exclusive = new boolean[size];
        remaining = new int[size];
        forHost = new int[size];
        waiting = new int[size];
        expected = new int[size];
        changedAt = new long[size];
    }

    public LocalDate date() {
        return date;
    }

    /** The event number of the last change to this day. */
    public long version() {
        return version;
    }

    public int size() {
        return keys.length;
    }

    public long key(int i) {
        return keys[i];
    }

    public int venueNo(int i) {
        return SlotKey.venueNo(keys[i]);
    }

    public long startMs(int i) {
        return SlotKey.startMs(keys[i]);
    }

    public long endMs(int i) {
        return endMin[i] * 60_000L;
    }

    /** When it is released to everybody. */
    public long releasesAtMs(int i) {
        return releaseMin[i] * 60_000L;
    }

    /** When it is released to the staff of the station's host; as to everybody where there is no such earlier moment. */
    public long releasesToHostAtMs(int i) {
        return hostReleaseMin[i] * 60_000L;
    }

    /** When it is released to verified people; as to everybody where there is no such earlier moment. */
    public long releasesToVerifiedAtMs(int i) {
        return (releaseMin[i] - verifiedEarlierMin[i]) * 60_000L;
    }

    /** Until when it can be booked: its start at the latest. */
    public long closesAtMs(int i) {
        return closesMin[i] * 60_000L;
    }

    private long hostShareEndsAtMs(int i) {
        return hostShareEndsMin[i] * 60_000L;
    }

    public int capacity(int i) {
        return capacity[i];
    }

    /** Places that are left for whoever comes. Where somebody waits, only the host's staff can take some, and later nobody: what is left is theirs. */
    public int remaining(int i, long nowMs) {
        boolean isTheirs = nowMs >= hostShareEndsAtMs(i) && waiting(i) > 0;
        return isTheirs ? 0 : (int) INTS.getAcquire(remaining, i);
    }

    /** Of the places that are left, how many only the staff of the station's host can take now. */
    public int forHost(int i, long nowMs) {
        return nowMs < hostShareEndsAtMs(i) ? Math.min((int) INTS.getAcquire(forHost, i), remaining(i, nowMs)) : 0;
    }

    /**
     * Of the places that are left, how many everybody can take now.
     *
     * @param remaining as it was seen: the writer may change it at any time
     */
    public int forAll(int i, long nowMs, int remaining) {
        return remaining - Math.min(remaining, forHost(i, nowMs));
    }

    /** How many wait for its places. */
    public int waiting(int i) {
        return (int) INTS.getAcquire(waiting, i);
    }

    /** People whose reservation begins with it, and who have not come yet. */
    public int expected(int i) {
        return (int) INTS.getAcquire(expected, i);
    }

    /** All of those whose slot starts after now, and within so many minutes. */
    int due(long nowMs, int aheadMin) {
        int due = 0;
        for (int i = 0; i < keys.length; i++) if (isDue(i, nowMs, aheadMin)) due += expected(i);
        return due;
    }

    /** When the next slot is so many minutes ahead; {@link Long#MAX_VALUE} where none will be. */
    public long nextDueMs(long nowMs, int aheadMin) {
        long next = Long.MAX_VALUE;
        for (int i = 0; i < keys.length; i++) next = after(nowMs, startMs(i) - aheadMin * 60_000L, next);
        return next;
    }

    /** Whether {@link #due} may be another number than at that time, or as of that event. */
    public boolean dueMoved(long sinceSeq, long sinceMs, long nowMs, int aheadMin) {
        for (int i = 0; i < keys.length; i++) {
            boolean before = isDue(i, sinceMs, aheadMin);
            boolean now = isDue(i, nowMs, aheadMin);
            if (before != now ? expected(i) > 0 || changedAt(i) > sinceSeq : now && changedAt(i) > sinceSeq)
                return true;
        }
        return false;
    }

    /** Whether it starts after now, and within so many minutes. */
    public boolean isDue(int i, long nowMs, int aheadMin) {
        long inMs = startMs(i) - nowMs;
        return inMs > 0 && inMs <= aheadMin * 60_000L;
    }

    /** What a party takes of it. */
    public int places(int i, int party) {
        return exclusive[i] ? 1 : party;
    }

    /** The event number of the last change to this slot. */
    public long changedAt(int i) {
        return (long) LONGS.getAcquire(changedAt, i);
    }

    /** Negative where this day has no such slot. */
    public int indexOf(long key) {
        return Arrays.binarySearch(keys, key);
    }

    /** The first slot whose key is not below this one; {@link #size} where all are below. */
    public int firstFrom(long key) {
        int at = indexOf(key);
        return at < 0 ? -at - 1 : at;
    }

    /** Whether it can't be booked: the catalogue, or an operator, says so. Time alone closes it as well, see {@link #state}. */
    public boolean closed(int i) {
        return closed[i];
    }

    /** Why it is closed, as an operator said; null where no closure of an operator's closes it. */
    public @Nullable String closureReason(int i) {
        return closureReasons[i];
    }

    /** How people take part in what takes place in it; null where it is like any other. */
    public @Nullable ActivityTerms activity(int i) {
        return activities[i];
    }

    /** How its places are drawn for; null where they are not. What time alone does to it is {@link #drawState}'s to say. */
    public @Nullable DrawView draw(int i) {
        return draws[i];
    }

    /** How far a draw has come by now. */
    public static DrawState drawState(DrawView draw, long nowMs) {
        if (draw.state() != DrawState.ANNOUNCED && draw.state() != DrawState.OPEN) return draw.state();
        if (nowMs >= draw.closesAtMs()) return DrawState.CLOSED;
        return nowMs >= draw.opensAtMs() ? DrawState.OPEN : DrawState.ANNOUNCED;
    }

    /** Whether its places are drawn for, and not given yet. */
    public boolean inDraw(int i) {
        DrawView draw = draws[i];
        return draw != null && draw.state() != DrawState.DRAWN;
    }

    /** Whether a party of this size can have it by itself, as long as there are places. */
    public boolean fits(int i, int party) {
        ActivityTerms terms = activities[i];
        return terms == null || (terms.fits(party) && terms.course().length == 0);
    }

    public SlotState state(int i, long nowMs) {
        return state(i, nowMs, remaining(i, nowMs));
    }

    /** The same for whoever shows the places left as well: the writer may change them at any time. */
    public SlotState state(int i, long nowMs, int remaining) {
        if (nowMs >= startMs(i)) return SlotState.PAST;
        if (closed[i] || nowMs >= closesAtMs(i)) return SlotState.CLOSED;
        if (nowMs < releasesAtMs(i)) return SlotState.NOT_YET;
        if (inDraw(i)) return SlotState.DRAW;
        return remaining > 0 ? SlotState.OPEN : SlotState.FULL;
    }

    /** When, after {@code nowMs}, some slot changes its state by the passing of time alone; {@link Long#MAX_VALUE} where none does. */
    public long nextTransitionMs(long nowMs) {
        long next = Long.MAX_VALUE;
        for (int i = 0; i < keys.length; i++) next = Math.min(next, nextTransitionMs(i, nowMs));
        return next;
    }

    /** The same of one slot. */
    public long nextTransitionMs(int i, long nowMs) {
        long next = after(nowMs, releasesAtMs(i), Long.MAX_VALUE);
        next = after(nowMs, hostShareEndsAtMs(i), next);
        next = after(nowMs, closesAtMs(i), next);
        DrawView draw = draws[i];
        if (draw != null) next = after(nowMs, draw.closesAtMs(), next);
        return after(nowMs, startMs(i), next);
    }

    private static long after(long nowMs, long atMs, long next) {
        return atMs > nowMs && atMs < next ? atMs : next;
    }

    /** What a reader left here, if it is still good. */
    public @Nullable Rendering rendering(int language, long nowMs) {
        Rendering rendering = renderings.getAcquire(language);
        return rendering != null && rendering.version == version && nowMs < rendering.validUntilMs ? rendering : null;
    }

    public void keep(int language, Rendering rendering) {
        renderings.setRelease(language, rendering);
    }

    /** Writer thread. The change shows to readers with {@link #publish}, at the latest, which comes after all that changed by the same events. */
    void change(int i, SlotView slot, long seq) {
        INTS.setRelease(forHost, i, slot.forHost());
        INTS.setRelease(waiting, i, slot.waiting());
        INTS.setRelease(expected, i, slot.expected());
        INTS.setRelease(remaining, i, slot.remaining());
        LONGS.setRelease(changedAt, i, seq);
    }

    /** Whether it had not changed yet by the events up to this number. Writer thread. */
    boolean changesBy(long seq) {
        boolean first = changingBy < seq;
        changingBy = seq;
        return first;
    }

    void publish(long seq) {
        version = seq;
    }
}
