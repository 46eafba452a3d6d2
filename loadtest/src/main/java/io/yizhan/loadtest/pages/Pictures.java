package io.yizhan.loadtest.pages;

import io.yizhan.loadtest.Api;
import io.yizhan.loadtest.Failure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Takes the README's pictures of a running demo. */
@Command(
        name = "pictures",
        sortOptions = false,
        header = "Takes the README's pictures of a running demo.",
        description = {
            "",
            "They go into engine/pictures, in place of those that are there. The demo wants a crowd, for something to be seen: "
                    + "engine/bin/yizhan demo --traffic, some minutes before. A member books a place for it, and gives it back.",
            ""
        })
final class Pictures implements Callable<Integer> {
    private static final int BYTES_MAX = 150 * 1024;

    @ParentCommand
    private @Nullable Pages pages;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "URL",
            description = "an engine in development mode; default http://localhost:8080")
    private URI url = URI.create("http://localhost:8080");

    @Option(names = "--chromium", paramLabel = "FILE", description = "the browser; looked for unless said")
    private @Nullable Path chromium;

    @Option(names = "--into", paramLabel = "DIR", description = "where they go; default engine/pictures")
    private @Nullable Path into;

    @Override
    public Integer call() throws IOException {
        Address.check(url, spec);
        Path program = Chromium.find(chromium);
        Api api = Address.answering(url);
        Path folder = into != null
                ? into
                : Objects.requireNonNull(pages, "not run by picocli").root.resolve("engine/pictures");
        Files.createDirectories(folder);
        try (Chromium browser = Chromium.launch(program);
                Gallery gallery = Gallery.of(browser.browser, api)) {
            for (Gallery.Picture it : gallery.pictures()) {
                byte[] taken = Palette.reduced(gallery.take(it));
                if (taken.length > BYTES_MAX)
                    throw new Failure(
                            it.name() + " would be " + taken.length / 1024 + " KiB, more than " + BYTES_MAX / 1024);
                Path file = folder.resolve(it.name() + ".png");
                Files.write(file, taken);
                System.out.printf("  %s, %d KiB%n", file, taken.length / 1024);
            }
        }
        return 0;
    }
}
