package io.yizhan.loadtest.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yizhan.loadtest.ChildProcess;
import io.yizhan.loadtest.Failure;
import io.yizhan.loadtest.cluster.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lighthouse of one version, fetched by npm into {@code loadtest/target} the first time. */
final class LighthouseTool {
    static final String VERSION = "12.8.2";
    private static final String NODE_HELP =
            "Lighthouse needs Node 18.16 or above, and npm (Debian, Ubuntu: apt install nodejs npm), or say where it is by --node";

    private final String node;
    private final Path folder;

    private LighthouseTool(String node, Path folder) {
        this.node = node;
        this.folder = folder;
    }

    /** @param said where Node is; null to look for it */
    static LighthouseTool find(@Nullable Path said, Path root) {
        if (said != null && !Files.isExecutable(said)) throw new MissingProgram("there is no Node at " + said);
        String node = said != null ? said.toString() : Programs.onPath("node");
        if (node == null) throw new MissingProgram("there is no Node on this machine. " + NODE_HELP);
        return new LighthouseTool(
                node, root.resolve("loadtest/target/lighthouse").toAbsolutePath());
    }

    /** @param log the folder that gets what npm says */
    void install(Path log) throws IOException, InterruptedException {
        if (isInstalled()) return;
        String npm = Programs.onPath("npm");
        if (npm == null) throw new MissingProgram("there is no npm on this machine. " + NODE_HELP);
        System.err.println("pages: fetching Lighthouse " + VERSION + " by npm, into " + folder);
        Files.createDirectories(folder);
        run(
                "npm",
                log,
                Map.of(),
                List.of(
                        npm,
                        "install",
                        "--prefix",
                        folder.toString(),
                        "--no-save",
                        "--no-audit",
                        "--no-fund",
                        "lighthouse@" + VERSION));
    }

    private boolean isInstalled() throws IOException {
        Path what = folder.resolve("node_modules/lighthouse/package.json");
        return Files.exists(what)
                && new ObjectMapper()
                        .readTree(what.toFile())
                        .path("version")
                        .asText()
                        .equals(VERSION);
    }

    /**
     * Looks at a page as a phone of the middle on a slow network would, which is Lighthouse's own usual throttling.
     *
     * @param reports gets NAME.report.json and NAME.report.html
     */
    JsonNode run(String url, String name, Path chromium, Path reports) throws IOException, InterruptedException {
        run(
                name,
                reports,
                Map.of("CHROME_PATH", chromium.toString()),
                List.of(
                        node,
                        folder.resolve("node_modules/lighthouse/cli/index.js").toString(),
                        url,
                        "--quiet",
                        "--locale=en",
                        "--form-factor=mobile",
                        "--throttling-method=simulate",
                        "--output=json",
                        "--output=html",
                        "--output-path=" + reports.resolve(name).toAbsolutePath(),
                        "--chrome-flags=--headless=new --no-sandbox"));
        return new ObjectMapper()
                .readTree(reports.resolve(name + ".report.json").toFile());
    }

    private static void run(String name, Path log, Map<String, String> environment, List<String> command)
            throws InterruptedException {
        try (ChildProcess process = ChildProcess.start(name, log, environment, command)) {
            if (process.await() != 0) throw new Failure(name + " failed:\n" + process.lastLines(20));
        }
    }
}
