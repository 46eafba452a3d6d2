package io.yizhan.loadtest.pages;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import io.yizhan.loadtest.Failure;
import io.yizhan.loadtest.cluster.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The browser of this machine; nothing is downloaded. Belongs to the thread that launched it, as all of Playwright does. */
final class Chromium implements AutoCloseable {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    /** Where it is on systems that have it on nobody's path. */
    private static final List<String> ELSEWHERE = List.of(
            "/snap/bin/chromium",
            "/opt/google/chrome/google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

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
        Stream<Path> onPath =
                NAMES.stream().map(Programs::onPath).filter(Objects::nonNull).map(Path::of);
        return Stream.concat(onPath, ELSEWHERE.stream().map(Path::of).filter(Files::isExecutable))
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
