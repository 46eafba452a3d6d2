package io.yizhan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.drill.EngineProcess;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.redis.TestRedis;
import io.yizhan.town.PageTown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A station's screen, which nobody touches: through the death of an engine, the fall of a cluster's node, a new version, and a busy day. */
@InBrowser
final class ScreenIT {
    private static final double BACK_MS = 15_000;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String SIZE = "() => document.querySelectorAll('*').length";

    /** What it says of itself from now on. */
    private static final String NOTED = """
            () => {
              window.signs = [];
              new MutationObserver(() => window.signs.push(document.querySelector('.sign')?.innerText ?? ''))
                .observe(document.body, {subtree: true, childList: true, characterData: true});
            }
            """;

    @TempDir
    Path folder;

    @RegisterExtension
    final Devices devices = new Devices();

    @Test
    void isRightAgainByItselfAfterItsEngineWasKilled() {
        Map<String, String> environment = PageEngine.environment(folder);
        EngineProcess engine = EngineProcess.serve(environment).awaitReady();
        environment.put("YIZHAN_HTTP_PORT", Integer.toString(engine.port()));
        devices.at(engine);
        Device screen = devices.screen("zh").expects(Device.NO_ANSWER);
        Page page = screen.open("/screen/t-wall?lang=zh");
        int before = booked(screen);
        Device member = devices.phone("zh").as("wall-1");
        book(member, 12);
        assertBooked(screen, before + 1);

        engine.kill();
        assertIsOld(screen);
        assertBooked(screen, before + 1);
        try (EngineProcess again = EngineProcess.serve(environment).awaitReady()) {
            book(member, 13);
            assertIsLiveAgain(screen);
            assertBooked(screen, before + 2);
            assertThat(again.alive()).isTrue();
        }
        assertThat(page.locator(".board")).isVisible();
    }

    /** It is a node's that only stands by; the one that it has everything from is killed. */
    @Test
    @Tag("long")
    void isRightAgainByItselfAfterAnotherNodeHasTakenOver() throws IOException {
        try (TestRedis redis = TestRedis.own()) {
            String postgres = TestPostgres.freshDatabase();
            try (EngineProcess owner = node("n1", postgres, redis, "owns [page]");
                    EngineProcess standby = node("n2", postgres, redis, "stands by for [page]")) {
                devices.at(standby);
                Device screen = devices.screen("zh").expects(Device.NO_ANSWER).expects("status of 50[024]");
                screen.open("/screen/t-wall?lang=zh");
                int before = booked(screen);
                Device member = devices.phone("zh").as("wall-1");
                book(member, 12);
                assertBooked(screen, before + 1);

                screen.page().evaluate(NOTED);
                owner.kill();
                await("take-over").atMost(LONG).until(() -> lease(standby).startsWith("owns [page]"));
                book(member, 13);
                // It may be over before a test has looked.
                screen.page()
                        .waitForFunction(
                                "text => window.signs.some(it => it.includes(text))",
                                screen.text("screen.lostSince").split("\\{", -1)[0]);
                assertIsLiveAgain(screen);
                assertBooked(screen, before + 2);
            }
        }
    }

    private EngineProcess node(String id, String postgres, TestRedis redis, String lease) throws IOException {
        Path own = Files.createDirectories(folder.resolve(id));
        Map<String, String> settings = new HashMap<>(EngineProcess.environment(own, postgres));
        settings.put("YIZHAN_REGION", PageTown.REGION);
        settings.put("YIZHAN_CATALOGUE", PageTown.file(own).toString());
        settings.put("YIZHAN_NODE_ID", id);
        settings.put("YIZHAN_REDIS_URI", redis.uri().toString());
        settings.put("YIZHAN_LEASE_MS", "1000");
        EngineProcess engine = EngineProcess.serve(settings).awaitReady();
        await(lease).atMost(LONG).until(() -> lease(engine).contains(lease));
        return engine;
    }

    private static String lease(EngineProcess engine) {
        try {
            return engine.client().send("GET", "/health/ready", "", null, null).json().getJsonArray("parts").stream()
                    .map(JsonObject.class::cast)
                    .filter(it -> "lease".equals(it.getString("name")))
                    .map(it -> it.getString("detail"))
                    .findFirst()
                    .orElse("");
        } catch (IOException notNow) {
            return "";
        }
    }

    @Test
    void turnsFromOneLanguageToTheOther() {
        Device screen = devices.screen("zh");
        screen.context.clock().install();
        Page page = screen.open("/screen/t-wall");
        assertThat(page.locator("h1")).hasText(PageTown.stationName("wall").zh());
        assertThat(page.locator("html")).hasAttribute("lang", "zh");
        screen.context.clock().fastForward(12_500);
        assertThat(page.locator("h1")).hasText(PageTown.stationName("wall").en());
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        assertThat(page.getByText(Texts.of("en").get("screen.courts"))).isVisible();
        screen.context.clock().fastForward(12_500);
        assertThat(page.locator("h1")).hasText(PageTown.stationName("wall").zh());
    }

    @Test
    void saysThatThereIsNoSuchStation() {
        Device screen = devices.screen("en").expects("status of 404");
        screen.open("/screen/nowhere?lang=en");
        assertThat(screen.said("screen.unknown")).isVisible();
        assertThat(screen.page().locator("main")).containsText("nowhere");
    }

    @Test
    void putsANewerPageInItsOwnPlace() {
        Device screen = devices.screen("en");
        screen.context.clock().install();
        Page page = screen.open("/screen/t-wall?lang=en");
        assertThat(page.locator(".board")).isVisible();
        page.evaluate("() => (window.before = true)");
        screen.context.clock().fastForward(310_000);
        assertThat(page.locator(".board")).isVisible();
        assertThat(page.evaluate("() => window.before")).isEqualTo(true);

        APIResponse served = screen.context.request().get("/screen/t-wall?lang=en");
        String newer = served.text().replaceFirst("data-version=\"[^\"]+\"", "data-version=\"newer\"");
        AtomicInteger asked = new AtomicInteger();
        screen.context.route("**/screen/t-wall?lang=en", route -> {
            asked.incrementAndGet();
            route.fulfill(new Route.FulfillOptions().setResponse(served).setBody(newer));
        });
        // It asks every five minutes at the latest, waits for less than one, and tries whether the new page would come
        // up.
        screen.context.clock().fastForward(310_000);
        page.waitForCondition(() -> asked.get() >= 1);
        while (asked.get() < 2) {
            screen.context.clock().fastForward(61_000);
            page.waitForTimeout(100);
        }
        page.waitForFunction("() => document.documentElement.dataset.version === 'newer' && !window.before");
        assertThat(page.locator(".board")).isVisible();
    }

    @Test
    void growsByNothingHoweverMuchGoesOn() {
        Device screen = devices.screen("en");
        Page page = screen.open("/screen/t-wall?lang=en");
        int before = booked(screen);
        Device member = devices.phone("en").as("wall-2");
        book(member, 14);
        assertBooked(screen, before + 1);
        int size = (Integer) page.evaluate(SIZE);
        for (int i = 0; i < 50; i++) {
            JsonObject booked = book(member, 15);
            if (i < 49) member.send("DELETE", "/v1/reservations/" + booked.getString("id"), 200, null);
        }
        assertBooked(screen, before + 2);
        assertThat((Integer) page.evaluate(SIZE)).isLessThanOrEqualTo(size);
    }

    private static void assertIsOld(Device screen) {
        ContainsTextOptions soon = new ContainsTextOptions().setTimeout(BACK_MS);
        String[] parts = screen.text("screen.lostSince").split("\\{\\w+}", -1);
        assertThat(screen.page().locator(".sign.lost")).containsText(parts[0], soon);
        // The age goes on by itself.
        assertThat(screen.page().locator(".sign.lost"))
                .containsText(Pattern.compile("[2-9] ?"
                        + screen.text("screen.age.seconds.other", "n", "").strip()));
        assertThat(screen.page().locator(".board.old")).isVisible();
    }

    private static void assertIsLiveAgain(Device screen) {
        assertThat(screen.page().locator(".sign.live")).isVisible(new IsVisibleOptions().setTimeout(BACK_MS));
        assertThat(screen.page().locator(".board.old")).hasCount(0);
    }

    /** How many places of today are taken, as it shows. */
    private static int booked(Device screen) {
        assertThat(screen.page().locator(".sign.live")).isVisible();
        assertThat(screen.page().locator(".share li").first()).containsText(screen.text("screen.booked"));
        return Integer.parseInt(screen.page().locator(".share li b").first().innerText());
    }

    private static void assertBooked(Device screen, int places) {
        assertThat(screen.page().locator(".share li b").first()).hasText(Integer.toString(places));
    }

    private static JsonObject book(Device member, int hour) {
        JsonObject booking = new JsonObject()
                .put("slots", new JsonArray().add(PageTown.slot("wall", "room", PageTown.today(), hour)))
                .put("party", 1)
                .put("mode", "confirm");
        return member.send("POST", "/v1/reservations", 201, booking);
    }
}
