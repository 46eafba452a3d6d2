package io.yizhan.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The browser of this machine: {@code -Dyizhan.chromium=/path/to/it}, or else whatever is found. Each thread that runs tests has one of its
 * own, launched once, since Playwright's objects belong to the thread that made them. They end with this JVM.
 */
final class Chromium {
    /** Why a test was not run. */
    static final String MISSING =
            "browser tests were not run: there is no Chromium on this machine (install it, or say where it is by -Dyizhan.chromium=)";

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final List<String> FOLDERS = List.of(
            "/usr/bin",
            "/usr/local/bin",
            "/snap/bin",
            "/opt/google/chrome",
            "/Applications/Google Chrome.app/Contents/MacOS");
    private static final Optional<Path> PROGRAM = find();
    private static final ThreadLocal<Browser> LAUNCHED = ThreadLocal.withInitial(Chromium::launch);

    private Chromium() {}

    static boolean isThere() {
        return PROGRAM.isPresent();
    }

    static Browser get() {
        return LAUNCHED.get();
    }

    private static Optional<Path> find() {
        String said = System.getProperty("yizhan.chromium", "");
        if (!said.isEmpty()) return Optional.of(Path.of(said));
        Stream<String> path = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"));
        return Stream.concat(path, FOLDERS.stream())
                .flatMap(folder -> Stream.concat(NAMES.stream(), Stream.of("Google Chrome"))
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static Browser launch() {
        // It is here already, and nothing is to be loaded from elsewhere.
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(PROGRAM.orElseThrow())
                        .setArgs(List.of("--no-sandbox", "--disable-background-networking")));
    }
}
