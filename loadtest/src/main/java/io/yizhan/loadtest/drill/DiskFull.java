package io.yizhan.loadtest.drill;

import io.yizhan.loadtest.cluster.Signals;
import io.yizhan.loadtest.drill.Timeline.Kind;
import java.io.IOException;
import java.util.List;

/** No room for the journal: on a small disk that is filled, or, where mounting is not allowed, by a limit on the size of files. */
final class DiskFull {
    /** Two files of a megabyte are there to be written full; on a slow machine that takes longer. */
    private static final int NOTICED_MAX_S = 240;

    private final DrillRun run;
    private final boolean small;

    DiskFull(DrillRun run, boolean small) {
        this.run = run;
        this.small = small;
    }

    void run() throws InterruptedException, IOException {
        run.result.notes.add(
                small
                        ? "The journal is on a tmpfs of 32 MiB, filled by another file."
                        : "Mounting is not allowed here: the engine's files were limited to 4 KiB instead (prlimit --fsize).");
        Timeline timeline = run.result.timeline;
        run.fault(small ? "disk full" : "file size limited");
        double from = run.now();
        if (small) run.rig.fillDisk();
        else if (!Signals.run(List.of("prlimit", "--pid", "" + run.rig.pid(), "--fsize=4096:")))
            throw new IOException("prlimit failed");
        // The engine lives on segments that it deletes, as long as PostgreSQL follows: what it frees is taken again.
        boolean noticed = DrillRun.await(NOTICED_MAX_S, () -> {
            if (small) run.rig.fillDisk();
            return timeline.between(Kind.UNAVAILABLE, from, run.now()) > 0;
        });
        double stopped = run.now();
        DrillRun.seconds(5);
        double to = run.now();
        run.result.promise(
                "bookings are refused with 503 and Retry-After",
                noticed ? timeline.between(Kind.UNAVAILABLE, from, to) + " times" : "never in " + NOTICED_MAX_S + " s",
                noticed);
        run.result.promise(
                "nothing is answered as booked any more",
                timeline.between(Kind.BOOKED, stopped, to) + " bookings",
                timeline.between(Kind.BOOKED, stopped, to) == 0);
        run.readinessSays("DOWN", from, to);
        if (small) run.rig.emptyDisk();
        run.rig.stop();
        run.rig.start();
        run.healed();
        DrillRun.seconds(5);
    }
}
