package io.yizhan.loadtest.drill;

import io.yizhan.loadtest.Failure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A stranger with one machine and no token, for half a minute, beside members who book, a gate and an open page; and how soon all is well afterwards. */
final class Attack {
    private static final int LASTS_S = 30;
    private static final int WELL_AGAIN_MAX_S = 10;
    private static final int P99_MAX_MS = 500;
    /** What an engine may take in memory beyond what it had: a fraction of what is asked for. */
    private static final long MORE_MIB_MAX = 300;

    private final DrillResult result;
    private final Way way;
    private final List<String> urls;
    private final Client client;
    private final List<Long> engines;
    private final long[] rssMib;
    private long files;

    /**
     * @param urls where the strangers go, each of them with all that they have
     * @param client of members and gates
     * @param engines by their process ids
     */
    Attack(DrillResult result, Way way, List<String> urls, Client client, List<Long> engines) {
        this.result = result;
        this.way = way;
        this.urls = urls;
        this.client = client;
        this.engines = engines;
        rssMib = new long[engines.size()];
    }

    void run() throws InterruptedException {
        look();
        long[] before = rssMib.clone();
        Timeline seen = result.timeline;
        List<Strangers> strangers = new ArrayList<>();
        double from;
        double to;
        try (Beside beside = new Beside(client)) {
            DrillRun.seconds(3);
            beside.begin();
            String what = way.connections() + " connections of strangers" + (urls.size() > 1 ? " to each engine" : "");
            System.err.println("drill: " + what);
            seen.faultBegins(what);
            from = seen.nowS();
            for (String url : urls) strangers.add(new Strangers(url, way));
            for (int i = 0; i < LASTS_S; i++) {
                DrillRun.seconds(1);
                look();
            }
            for (Strangers each : strangers) each.close();
            to = seen.nowS();
            System.err.println("drill: healed");
            seen.faultEnds();
            beside.promise(result);
        }
        DrillRun.seconds(WELL_AGAIN_MAX_S);
        for (Strangers each : strangers) result.notes.add(each + ".");
        double p99 = seen.p99Ms(from, to);
        result.promise(
                "p99 of members' bookings stays below " + P99_MAX_MS + " ms",
                String.format(
                        Locale.ROOT,
                        "%.0f ms; before: %.0f ms; the longest time without a booking: %.1f s",
                        p99,
                        seen.p99Ms(1, from),
                        seen.longestGap(from, to).lengthS()),
                p99 < P99_MAX_MS);
        result.promise(
                "readiness is answered, and never says DOWN",
                "",
                !seen.sawReadiness("DOWN", from, to) && !seen.sawReadiness(Probe.NO_ANSWER, from, to));
        long more = 0;
        for (int i = 0; i < before.length; i++) more = Math.max(more, rssMib[i] - before[i]);
        result.promise(
                "memory stays within " + MORE_MIB_MAX + " MiB of before",
                before[0] + " MiB before, " + rssMib[0] + " MiB at most; " + files + " files open at most",
                more <= MORE_MIB_MAX);
        double p99After = seen.p99Ms(to, seen.nowS());
        result.promise(
                "all is well within " + WELL_AGAIN_MAX_S + " s of its end",
                String.format(Locale.ROOT, "p99 %.0f ms", p99After),
                p99After < P99_MAX_MS);
    }

    /** At the engines: the most of each is kept. */
    private void look() {
        for (int i = 0; i < rssMib.length; i++) {
            Path process = Path.of("/proc", Long.toString(engines.get(i)));
            try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
                long count = 0;
                for (Path ignored : open) count++;
                files = Math.max(files, count);
                for (String line : Files.readAllLines(process.resolve("status")))
                    if (line.startsWith("VmRSS:"))
                        rssMib[i] = Math.max(rssMib[i], Long.parseLong(line.replaceAll("\\D", "")) / 1_024);
            } catch (IOException gone) {
                throw new Failure("an engine is gone", gone);
            }
        }
    }
}
