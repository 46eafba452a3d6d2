package io.yizhan.loadtest.drill;

import io.yizhan.loadtest.Failure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A stranger with one machine and no token, for half a minute, beside members who book; and how soon all is well afterwards. */
final class Attack {
    private static final int LASTS_S = 30;
    private static final int WELL_AGAIN_MAX_S = 10;
    private static final int P99_MAX_MS = 500;
    /** What the engine may take in memory beyond what it had: a fraction of what is asked for. */
    private static final long MORE_MIB_MAX = 300;

    private final DrillRun run;
    private final Strangers.Way way;
    private long rssMib;
    private long files;

    Attack(DrillRun run, Strangers.Way way) {
        this.run = run;
        this.way = way;
    }

    void run() throws InterruptedException {
        look();
        long rssBeforeMib = rssMib;
        run.fault(way.connections() + " connections of strangers");
        double from = run.now();
        String did;
        try (Strangers strangers = new Strangers(run.rig.url, way)) {
            for (int i = 0; i < LASTS_S; i++) {
                DrillRun.seconds(1);
                look();
            }
            did = strangers.toString();
        }
        double to = run.now();
        run.healed();
        DrillRun.seconds(WELL_AGAIN_MAX_S);
        run.result.notes.add(did + ".");
        Timeline seen = run.result.timeline;
        double p99 = seen.p99Ms(from, to);
        run.result.promise(
                "p99 of members' bookings stays below " + P99_MAX_MS + " ms",
                String.format(
                        Locale.ROOT,
                        "%.0f ms; before: %.0f ms; the longest time without a booking: %.1f s",
                        p99,
                        seen.p99Ms(1, from),
                        seen.longestGap(from, to).lengthS()),
                p99 < P99_MAX_MS);
        run.result.promise(
                "readiness is answered, and never says DOWN",
                "",
                !seen.sawReadiness("DOWN", from, to) && !seen.sawReadiness(Probe.NO_ANSWER, from, to));
        run.result.promise(
                "memory stays within " + MORE_MIB_MAX + " MiB of before",
                rssBeforeMib + " MiB before, " + rssMib + " MiB at most; " + files + " files open at most",
                rssMib - rssBeforeMib <= MORE_MIB_MAX);
        double p99After = seen.p99Ms(to, run.now());
        run.result.promise(
                "all is well within " + WELL_AGAIN_MAX_S + " s of its end",
                String.format(Locale.ROOT, "p99 %.0f ms", p99After),
                p99After < P99_MAX_MS);
    }

    /** Of the engine: the most of each is kept. */
    private void look() {
        Path process = Path.of("/proc", Long.toString(run.rig.pid()));
        try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
            long count = 0;
            for (Path ignored : open) count++;
            files = Math.max(files, count);
            for (String line : Files.readAllLines(process.resolve("status")))
                if (line.startsWith("VmRSS:"))
                    rssMib = Math.max(rssMib, Long.parseLong(line.replaceAll("\\D", "")) / 1_024);
        } catch (IOException gone) {
            throw new Failure("the engine is gone", gone);
        }
    }
}
