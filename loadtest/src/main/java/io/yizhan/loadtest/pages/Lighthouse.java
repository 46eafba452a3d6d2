package io.yizhan.loadtest.pages;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.loadtest.Api;
import io.yizhan.loadtest.Machine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

/** Has Lighthouse mark the member's page. */
@Command(
        name = "lighthouse",
        sortOptions = false,
        header = "Has Lighthouse mark the member's page of a running engine, as on a phone with a slow network.",
        description = {
            "",
            "Lighthouse " + LighthouseTool.VERSION
                    + " is fetched by npm into loadtest/target the first time. Passes where the median of the runs has 95 or more in all "
                    + "four marks, and the largest contentful paint within 1.0 s. The reports are in loadtest/results/…-pages-lighthouse.",
            ""
        })
final class Lighthouse implements Callable<Integer> {
    private static final int RUNS_MAX = 25;

    @ParentCommand
    private @Nullable Pages pages;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "URL", description = "default http://localhost:8080")
    private URI url = URI.create("http://localhost:8080");

    @Option(names = "--runs", paramLabel = "N", description = "default 3")
    private int runs = 3;

    @Option(names = "--chromium", paramLabel = "FILE", description = "the browser; looked for unless said")
    private @Nullable Path chromium;

    @Option(names = "--node", paramLabel = "FILE", description = "Node; looked for on the path unless said")
    private @Nullable Path node;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (spec == null) throw new IllegalStateException("not run by picocli");
        if (runs < 1 || runs > RUNS_MAX)
            throw new ParameterException(spec.commandLine(), "--runs must be 1 to " + RUNS_MAX);
        Address.check(url, spec);
        Path root = Objects.requireNonNull(pages, "not run by picocli").root;
        Path program = Chromium.find(chromium);
        LighthouseTool tool = LighthouseTool.find(node, root);
        Api api = Address.answering(url);
        Path folder = Results.folder(root, "lighthouse");
        tool.install(folder);
        List<JsonNode> reports = new ArrayList<>();
        for (int i = 1; i <= runs; i++) {
            System.err.println("pages: run " + i + " of " + runs);
            reports.add(tool.run(api.url + "/", "run-" + i, program, folder));
        }
        Marks marks = new Marks(reports);
        String report = report(api.url, marks);
        Files.writeString(folder.resolve("marks.txt"), report);
        System.out.print(report);
        System.out.println("  all in " + folder);
        return marks.failures.isEmpty() ? 0 : 1;
    }

    private String report(String address, Marks marks) {
        StringBuilder text = new StringBuilder("\n" + address + "/, Lighthouse " + LighthouseTool.VERSION
                + ", mobile with simulated throttling, median of " + runs + "\n");
        text.append("Machine: ").append(Machine.text()).append("\n\n").append(marks.table());
        marks.failures.forEach(it -> text.append("  FAILED ").append(it).append('\n'));
        return text.append(marks.failures.isEmpty() ? "  passed\n" : "  FAILED\n")
                .toString();
    }
}
