package io.yizhan.fitness;

import io.yizhan.core.Workout;
import io.yizhan.equipment.MachineNow;
import io.yizhan.equipment.MachineSession;
import io.yizhan.equipment.MachineState;
import io.yizhan.equipment.Telemetry;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who is on one machine, as far as its words tell: when a session has begun, what it came to, and when it has ended. It ends when the machine
 * says so, counts anew, is shown another pass, or when nobody has done anything for two minutes. One lock; time comes with each call.
 *
 * <p>A machine may count on after an end, as after a long pause: then the same session is told again, with more. Whoever keeps it knows it by
 * its time. A machine that loses its counts in the middle, and counts on within a minute or has still the same pass, has been restarted: it
 * is the same session.
 */
final class MachineUse {
    /** Nobody has stepped off and somebody else on within that, unless the machine says so. */
    static final long RESTART_MS_MAX = 60_000;

    private final int stationNo;
    private final String machine;
    private final Consumer<EndedSession> ended;
    private long lastAtMs;
    private @Nullable Use use;

    private static final class Use {
        final long startMs;
        String pass = "";
        /** Of its last words: by the machine's clock, and by ours. */
        long progressAtMs;

        long progressMs;
        long heardAtMs;
        /** Before the machine was restarted. */
        Counted before = Counted.NOTHING;

        Counted counted = Counted.NOTHING;
        /** As the machine said last; null for one that says nothing but how it stands. */
        @Nullable
        MachineSession said;
        /** Whether anybody was seen to do anything: counts alone may have been left behind by whoever was there before. */
        boolean seen;

        boolean over;
        /** The machine has said itself that it is free. */
        boolean released;
        /** Whether there is anything that was not told yet. */
        boolean news;

        final Mean heartRate = new Mean();
        final Mean power = new Mean();

        Use(long startMs) {
            this.startMs = startMs;
        }
    }

    MachineUse(int stationNo, String machine, Consumer<EndedSession> ended) {
        this.stationNo = stationNo;
        this.machine = machine;
        this.ended = ended;
    }

    /** A word that is older than the last one says nothing. */
    synchronized void hear(Telemetry word, long nowMs) {
        long atMs = Math.min(word.atMs(), nowMs);
        if (atMs < lastAtMs) return;
        lastAtMs = atMs;
        if (use != null && !use.over && atMs - use.progressAtMs >= MachineNow.IDLE_AFTER_MS) end(use);
        if (use != null && atMs - use.startMs >= Workout.LONGEST_MS) leave(use);
        boolean free = word.state() == MachineState.AVAILABLE || word.state() == MachineState.OUT_OF_ORDER;
        if (word.session() != null) take(word.session(), free, atMs, nowMs);
        else if (word.state() == MachineState.IN_USE) takeState(atMs, nowMs);
        if (use != null && free) {
            end(use);
            use.released = true;
        }
    }

    /** Ends what nobody goes on with. */
    synchronized void elapse(long nowMs) {
        if (use != null && !use.over && nowMs - use.progressMs >= MachineNow.IDLE_AFTER_MS) end(use);
    }

    /** Tells what there is so far; it may go on. */
    synchronized void interrupt() {
        if (use != null && !use.over) end(use);
    }

    private void take(MachineSession said, boolean free, long atMs, long nowMs) {
        Counted counted = Counted.of(said);
        if (use != null && isAnother(use, said, counted, free, atMs)) leave(use);
        if (use == null) {
            if (said.isIdle() || free) return;
            use = new Use(atMs - Math.max(0, counted.elapsedS()) * 1_000L);
            use.seen = counted.elapsedS() <= 0;
            progress(use, atMs, nowMs);
        } else if (use.said == null ? !said.isIdle() : said.progressedSince(use.said)) {
            use.seen = true;
            progress(use, atMs, nowMs);
        }
        use.heardAtMs = atMs;
        if (use.pass.isEmpty()) use.pass = said.pass();
        use.counted = use.counted.then(counted);
        use.said = said;
        if (said.heartRateBpm() > 0) use.heartRate.add(said.heartRateBpm());
        if (said.powerW() != MachineSession.UNTOLD) use.power.add(said.powerW());
    }

    /** Of a machine that says no more than that it is used. */
    private void takeState(long atMs, long nowMs) {
        if (use != null && use.said != null) return;
        if (use == null || use.over) {
            use = new Use(atMs);
            use.seen = true;
        }
        use.heardAtMs = atMs;
        progress(use, atMs, nowMs);
    }

    private static void progress(Use use, long atMs, long nowMs) {
        use.progressAtMs = atMs;
        use.progressMs = nowMs;
        use.over = false;
        use.news = true;
    }

    private static boolean isAnother(Use use, MachineSession said, Counted counted, boolean free, long atMs) {
        if (!said.pass().isEmpty() && !use.pass.isEmpty() && !said.pass().equals(use.pass)) return true;
        // Counts were left standing after the machine was free, and whoever came next has been on it for longer since.
        if (use.released && counted.elapsedS() > 0 && atMs - counted.elapsedS() * 1_000L >= use.progressAtMs)
            return said.progressedSince(use.said == null ? said : use.said);
        if (!counted.isBefore(use.counted)) return false;
        boolean samePass = !said.pass().isEmpty() && said.pass().equals(use.pass);
        boolean restarted =
                !use.over && !free && (samePass || !said.isIdle()) && atMs - use.heardAtMs <= RESTART_MS_MAX;
        if (!restarted) return true;
        use.before = use.before.plus(use.counted);
        use.counted = Counted.NOTHING;
        use.said = null;
        return false;
    }

    private void leave(Use former) {
        end(former);
        use = null;
    }

    private void end(Use it) {
        it.over = true;
        if (!it.news || !it.seen) return;
        it.news = false;
        Counted counted = it.before.plus(it.counted);
        long tookS = (it.progressAtMs - it.startMs) / 1_000;
        int activeS = counted.elapsedS() == MachineSession.UNTOLD ? (int) tookS : counted.elapsedS();
        ended.accept(new EndedSession(
                stationNo,
                machine,
                it.pass,
                it.startMs,
                it.progressAtMs,
                (int) Math.min(activeS, Workout.LONGEST_MS / 1_000),
                counted.distanceM(),
                counted.energyKcal(),
                it.heartRate.rounded(),
                it.power.rounded()));
    }

    /** Of what was measured. */
    private static final class Mean {
        private long sum;
        private int count;

        void add(int value) {
            sum += value;
            count++;
        }

        int rounded() {
            return count == 0 ? Workout.UNTOLD : (int) Math.round((double) sum / count);
        }
    }
}
