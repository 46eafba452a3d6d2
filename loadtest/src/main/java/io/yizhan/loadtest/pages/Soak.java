package io.yizhan.loadtest.pages;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import io.yizhan.loadtest.Api;
import io.yizhan.loadtest.Failure;
import io.yizhan.loadtest.Machine;
import io.yizhan.loadtest.OwnEngine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Leaves a station's screen open while a crowd moves the city, and looks whether it needs more and more. */
@Command(
        name = "soak",
        sortOptions = false,
        header = "Leaves a station's screen open for an hour, and looks whether it needs more and more.",
        description = {
            "",
            "Without URL a fresh engine with a pretend crowd is started on free ports, and is gone at the end. Each minute what the page needs is "
                    + "counted, after its garbage was collected; samples.csv in loadtest/results/…-pages-soak has it at once. Passes where the "
                    + "numbers on the screen are the API's at the start and at the end, elements stay within 10 %, and nodes, listeners and heap "
                    + "rise by no more than 5 % in the last third.",
            ""
        })
final class Soak implements Callable<Integer> {
    private static final int MINUTES_MAX = 24 * 60;
    private static final int TRAFFIC_MAX = 200;
    private static final long SAMPLE_MS = 60_000;
    /** A short soak is a trial, and has as many samples as tell anything. */
    private static final int SAMPLES_MIN = 15;
    /** What is loaded after the first picture has been by then. */
    private static final long SETTLED_MS = 5_000;

    @ParentCommand
    private @Nullable Pages pages;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "URL",
            description = "an engine that runs already; another crowd than its own it does not get")
    private @Nullable URI url;

    @Option(names = "--minutes", paramLabel = "N", description = "default 60")
    private int minutes = 60;

    @Option(names = "--traffic", paramLabel = "N", description = "how many times the usual crowd; default 60")
    private int traffic = 60;

    @Option(names = "--station", paramLabel = "ID", description = "whose screen; default sh-001")
    private String station = "sh-001";

    @Option(names = "--chromium", paramLabel = "FILE", description = "the browser; looked for unless said")
    private @Nullable Path chromium;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (minutes < 1 || minutes > MINUTES_MAX) throw wrong("--minutes must be 1 to " + MINUTES_MAX);
        if (traffic < 1 || traffic > TRAFFIC_MAX) throw wrong("--traffic must be 1 to " + TRAFFIC_MAX);
        if (!station.matches("[A-Za-z0-9-]{1,64}")) throw wrong("--station must be a station's id, not " + station);
        Address.check(url, spec);
        Path program = Chromium.find(chromium);
        Path root = Objects.requireNonNull(pages, "not run by picocli").root;
        if (url != null) {
            Api api = Address.answering(url);
            return soak(api, program, Results.folder(root, "soak"));
        }
        Path folder = Results.folder(root, "soak");
        System.err.println("pages: starting an engine with " + traffic + " times the usual crowd");
        try (OwnEngine engine = OwnEngine.start(root, folder, Map.of(), "--traffic=" + traffic)) {
            return soak(engine.api, program, folder);
        }
    }

    private ParameterException wrong(String message) {
        if (spec == null) throw new IllegalStateException("not run by picocli");
        return new ParameterException(spec.commandLine(), message);
    }

    private int soak(Api api, Path program, Path folder) throws IOException {
        try (Chromium browser = Chromium.launch(program)) {
            BrowserContext context = browser.browser.newContext(
                    new Browser.NewContextOptions().setLocale("zh-CN").setViewportSize(1920, 1080));
            Page page = context.newPage();
            List<String> faults = new ArrayList<>();
            page.onPageError(faults::add);
            List<String> loads = new ArrayList<>();
            page.onDOMContentLoaded(it -> loads.add(it.url()));
            page.navigate(api.url + "/screen/" + station);
            // By no selector: what Playwright brings into a page for them is more than the page itself has, 26
            // listeners and 1.2 MiB.
            page.waitForTimeout(SETTLED_MS);
            String start = ScreenTruth.difference(page, api, station).orElse("");
            if (!start.isEmpty()) throw new Failure("at the start " + start);
            List<Sample> samples = watch(context, page, folder.resolve("samples.csv"));
            SoakVerdict verdict = SoakVerdict.of(samples);
            ScreenTruth.difference(page, api, station).ifPresent(it -> verdict.fail("at the end %s", it));
            if (!faults.isEmpty()) verdict.fail("the page complained: %s", String.join("; ", faults));
            if (loads.size() > 1) verdict.fail("the page was loaded %d times", loads.size());
            page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve("screen.png")));
            String report = report(api, browser.browser.version(), verdict);
            Files.writeString(folder.resolve("verdict.txt"), report);
            System.out.print(report);
            System.out.println("  all in " + folder);
            return verdict.failures.isEmpty() ? 0 : 1;
        }
    }

    /** The first sample after the first minute: what is loaded once has been by then. */
    private List<Sample> watch(BrowserContext context, Page page, Path csv) throws IOException {
        CDPSession devTools = context.newCDPSession(page);
        devTools.send("Performance.enable");
        List<Sample> samples = new ArrayList<>();
        Files.writeString(csv, String.join(",", Sample.COLUMNS) + "\n");
        System.err.println("pages: " + minutes + " minutes; " + csv);
        long began = System.nanoTime();
        long everyMs = Math.min(SAMPLE_MS, minutes * 60_000L / SAMPLES_MIN);
        for (long at = everyMs; at <= minutes * 60_000L; at += everyMs) {
            // The page's own events come while this waits.
            page.waitForTimeout((double) Math.max(1, at - (System.nanoTime() - began) / 1_000_000));
            Sample sample = Sample.of(page, devTools, (System.nanoTime() - began) / 1_000_000_000);
            samples.add(sample);
            Files.writeString(csv, sample.csv() + "\n", StandardOpenOption.APPEND);
        }
        return samples;
    }

    private String report(Api api, String version, SoakVerdict verdict) {
        StringBuilder text = new StringBuilder("\n" + api.url + "/screen/" + station + ", " + minutes + " minutes, "
                + (url == null ? traffic + " times the usual crowd" : "the crowd that was there") + "\n");
        text.append("Machine: ")
                .append(Machine.text())
                .append(", Chromium ")
                .append(version)
                .append("\n\n");
        text.append(verdict.table()).append('\n');
        verdict.failures.forEach(it -> text.append("  FAILED ").append(it).append('\n'));
        return text.append(verdict.failures.isEmpty() ? "  passed" : "  FAILED")
                .append('\n')
                .toString();
    }
}
