package io.yizhan.loadtest.pages;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import io.yizhan.loadtest.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The browser of this machine; nothing is downloaded. Belongs to the thread that launched it, as all of Playwright does. */
final class Chromium implements AutoCloseable {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "Google Chrome");
    private static final List<String> FOLDERS = List.of(
            "/usr/bin",
            "/usr/local/bin",
            "/snap/bin",
            "/opt/google/chrome",
            "/Applications/Google Chrome.app/Contents/MacOS");

    final Browser browser;
    private final Playwright playwright;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** @param said where somebody says that it is; null to look for it */
    static Path find(@Nullable Path said) {
        if (said != null) {
            if (Files.isExecutable(said) && Files.isRegularFile(said)) return said;
            throw new MissingProgram("there is no Chromium at " + said);
        }
        Stream<String> path = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"));
        return Stream.concat(path, FOLDERS.stream())
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(
                        () -> new MissingProgram(
                                "there is no Chromium on this machine. Install it (Debian, Ubuntu: apt install chromium), or say where it is by --chromium"));
    }

    static Chromium launch(Path program) {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            Browser browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(program)
                            .setArgs(List.of("--no-sandbox", "--disable-background-networking")));
            return new Chromium(playwright, browser);
        } catch (PlaywrightException failed) {
            playwright.close();
            throw new Failure(program + " does not start", failed);
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
