package io.yizhan.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.yizhan.drill.EngineProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives a test its phones and desktops, all of them at one engine, and looks after them: what a page complains of fails the test, what it
 * looked like when a test failed is kept in {@code target/browser}. Where there is no browser, the test is reported as not run, and why.
 */
final class Devices implements BeforeEachCallback, AfterEachCallback {
    /** However busy the machine is. */
    static final double WAIT_MS = 30_000;

    private static final Path KEPT = Path.of("target", "browser");

    private final List<Device> open = new ArrayList<>();
    private String url = "";
    /** Only a test that has none of its own has it started. */
    private Supplier<String> shared = () -> "";

    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(WAIT_MS);
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        assumeTrue(Chromium.isThere(), Chromium.MISSING);
        if (url.isEmpty()) shared = () -> PageEngine.shared(test).url();
    }

    /** From now on those of another engine. */
    void at(EngineProcess engine) {
        at(PageEngine.url(engine));
    }

    /** From now on those of another engine, which is there. */
    void at(String other) {
        url = other;
    }

    Device phone(String language) {
        return add(language, options(language, 390, 844).setHasTouch(true).setIsMobile(true));
    }

    Device desktop(String language) {
        return add(language, options(language, 1280, 800));
    }

    /** As narrow as any page must be able to be. */
    Device narrow(String language) {
        return add(language, options(language, 320, 640));
    }

    /** On a station's wall. */
    Device screen(String language) {
        return add(language, options(language, 1920, 1080));
    }

    private static Browser.NewContextOptions options(String language, int width, int height) {
        return new Browser.NewContextOptions()
                .setLocale(language.equals("zh") ? "zh-CN" : "en-GB")
                // Far from the city: its clock counts, wherever somebody is.
                .setTimezoneId("Pacific/Marquesas")
                .setColorScheme(ColorScheme.LIGHT)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setViewportSize(width, height);
    }

    private Device add(String language, Browser.NewContextOptions options) {
        if (url.isEmpty()) url = shared.get();
        Device device = new Device(Chromium.get().newContext(options.setBaseURL(url)), url, Texts.of(language));
        open.add(device);
        return device;
    }

    @Override
    public void afterEach(ExtensionContext test) {
        List<String> faults = open.stream().flatMap(it -> it.faults().stream()).toList();
        boolean failed = test.getExecutionException().isPresent() || !faults.isEmpty();
        for (int i = 0; i < open.size(); i++) {
            if (failed) keep(open.get(i), test, i);
            open.get(i).context.close();
        }
        open.clear();
        if (!faults.isEmpty()) throw new AssertionError("pages complain:\n" + String.join("\n", faults));
    }

    private static void keep(Device device, ExtensionContext test, int number) {
        String name = test.getRequiredTestClass().getSimpleName() + "."
                + test.getRequiredTestMethod().getName();
        for (Page page : device.context.pages()) {
            try {
                page.screenshot(new ScreenshotOptions()
                        .setPath(KEPT.resolve(name + "-" + number + "-"
                                + device.context.pages().indexOf(page) + ".png")));
            } catch (PlaywrightException gone) {
                // Then there is nothing to look at, and the test's own failure says more.
                test.publishReportEntry("no picture", String.valueOf(gone.getMessage()));
            }
        }
    }
}
