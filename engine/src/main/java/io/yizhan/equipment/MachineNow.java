package io.yizhan.equipment;

import org.jspecify.annotations.Nullable;

/**
 * What is known of one machine at a time. How it stands follows from that and from the clock of whoever asks: so nothing has to be done when
 * a machine falls silent. Immutable.
 *
 * @param said how it stands by its last word
 * @param atMs when that was, by its own clock, and not after it came
 * @param heardMs when anything came last; 0 for never
 * @param progressMs when somebody was last seen to do something on it
 * @param session of its last word that had one; null for none
 * @param version of its station, when it last began to stand otherwise
 */
public record MachineNow(
        MachineState said,
        long atMs,
        long heardMs,
        long progressMs,
        @Nullable MachineSession session,
        long version) {
    /** A machine speaks every few seconds, and at its rest once a minute. */
    public static final long OFFLINE_AFTER_MS = 5 * 60_000;

    /** Whoever has left without an end of the session keeps the machine for so long. */
    public static final long IDLE_AFTER_MS = 2 * 60_000;

    static final MachineNow UNHEARD = new MachineNow(MachineState.OFFLINE, 0, 0, 0, null, 0);

    public MachineState stateAt(long nowMs) {
        if (heardMs == 0 || nowMs >= offlineAtMs()) return MachineState.OFFLINE;
        if (said == MachineState.IN_USE && nowMs >= idleAtMs()) return MachineState.AVAILABLE;
        return said;
    }

    /** The first moment after this one at which it stands otherwise unless it is heard; {@link Long#MAX_VALUE} for none. */
    public long nextTransitionMs(long afterMs) {
        if (heardMs == 0) return Long.MAX_VALUE;
        long next = offlineAtMs() > afterMs ? offlineAtMs() : Long.MAX_VALUE;
        return said == MachineState.IN_USE && idleAtMs() > afterMs ? Math.min(next, idleAtMs()) : next;
    }

    private long offlineAtMs() {
        return heardMs + OFFLINE_AFTER_MS;
    }

    private long idleAtMs() {
        return progressMs + IDLE_AFTER_MS;
    }

    /**
     * With one word more, as of the same version. A word that is older than the last, as after an outage, says that the machine is there, and
     * nothing more.
     *
     * @param nowMs when it came
     */
    MachineNow hearing(Telemetry word, long nowMs) {
        long saidAtMs = Math.min(word.atMs(), nowMs);
        if (saidAtMs < atMs) return new MachineNow(said, atMs, nowMs, progressMs, session, version);
        boolean progressed = progressed(word);
        MachineState next = progressed && word.state() == null ? MachineState.IN_USE : said(word);
        boolean begins = next == MachineState.IN_USE && said != MachineState.IN_USE;
        return new MachineNow(
                next,
                saidAtMs,
                nowMs,
                progressed || begins ? nowMs : progressMs,
                word.session() == null ? session : word.session(),
                version);
    }

    /** Only a session shows whether anybody does anything; without one the machine is believed that it is in use. */
    private boolean progressed(Telemetry word) {
        MachineSession told = word.session();
        if (told == null) return word.state() == MachineState.IN_USE;
        return session == null ? !told.isIdle() : told.progressedSince(session);
    }

    private MachineState said(Telemetry word) {
        if (word.state() != null) return word.state();
        boolean idle = word.session() != null && word.session().isIdle();
        return said == MachineState.OFFLINE || (idle && said == MachineState.IN_USE) ? MachineState.AVAILABLE : said;
    }

    MachineNow of(long version) {
        return new MachineNow(said, atMs, heardMs, progressMs, session, version);
    }
}
