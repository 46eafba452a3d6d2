package io.yizhan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.equipment.MachineSession;
import io.yizhan.equipment.MachineState;
import io.yizhan.equipment.Telemetry;
import io.yizhan.fitness.WorkoutKeeper;
import io.yizhan.http.HttpEngine;
import io.yizhan.http.region.RegionSources;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A member claims what they have just done, and reads what the desk has measured. */
@InBrowser
final class FitnessIT {
    private static final long MINUTE_MS = 60_000;

    @RegisterExtension
    final Devices devices = new Devices();

    private HttpEngine engine;
    private WorkoutKeeper keeper;

    @BeforeEach
    void start() {
        engine = new HttpEngine();
        RegionSources region = engine.regions().getFirst();
        keeper = new WorkoutKeeper(
                region.sessions(),
                region.directory(),
                (pass, directory) -> WorkoutKeeper.Shown.NONE,
                region.inbox(),
                () -> Instant.ofEpochMilli(engine.nowMs.get()));
        devices.at("http://127.0.0.1:" + engine.port());
    }

    @AfterEach
    void stop() {
        keeper.close();
        engine.close();
    }

    /** Somebody is on the machine for half an hour, until a minute ago. */
    private void run() {
        RegionSources region = engine.regions().getFirst();
        var machines = region.equipment().station(engine.directory.stationNo("s-1"));
        long startMs = engine.nowMs.get() - 31 * MINUTE_MS;
        for (int minute = 0; minute <= 30; minute++) {
            MachineSession session =
                    new MachineSession("", 60 * minute, 160 * minute, MachineSession.UNTOLD, 140, -1, false);
            machines.hear("s-1-m1", new Telemetry(startMs + minute * MINUTE_MS, null, session), engine.nowMs.get());
        }
        machines.hear("s-1-m1", new Telemetry(engine.nowMs.get(), MachineState.AVAILABLE, null), engine.nowMs.get());
        keeper.keepWhatEnded();
    }

    @ParameterizedTest
    @MethodSource("io.yizhan.browser.Looks#languages")
    void claimsAWorkoutAndReadsWhatWasMeasured(String language) {
        Device phone = devices.phone(language).expects(Device.REFUSAL);
        Page page = phone.open("/#/fitness");
        assertThat(phone.said("fitness.signIn")).isVisible();
        phone.as("m-1");
        page.reload();
        assertThat(phone.said("fitness.none")).isVisible();
        Look.at(phone, "fitness, empty");

        page.locator("input[name=equipment]").fill("s-1-m1");
        phone.button("fitness.claim.yes").tap();
        assertThat(page.locator(".claim .refused")).isVisible();
        Look.at(phone, "fitness, nothing to claim");
        run();
        phone.button("fitness.claim.yes").tap();
        assertThat(page.locator(".claim .done")).isVisible();
        assertThat(page.locator(".weeks .bars i").last()).hasAttribute("style", "height: 100%;");
        assertThat(page.locator("a[download]")).hasAttribute("href", "/v1/me/workouts/w-1.tcx");
        assertThat(page.locator(".bests")).containsText("4.8 km");
        Look.at(phone, "fitness, claimed");

        measure(language);
        page.reload();
        assertThat(page.locator(".check")).containsText("71.5");
        Look.at(phone, "fitness, measured");
    }

    private void measure(String language) {
        Device desk = devices.desktop(language)
                .as(new JsonObject()
                        .put("subject", "o-1")
                        .put("roles", new JsonArray().add("operator"))
                        .put("stations", new JsonArray().add("s-1")));
        Page page = desk.open("/desk#/members?subject=m-1");
        page.locator("#stands ~ p button").first().click();
        Locator dialog = page.locator("dialog.act");
        assertThat(desk.said("desk.body.fill")).isVisible();
        assertThat(dialog.locator("button.primary")).hasCount(0);
        Look.at(desk, "body check, empty");
        Locator weight = dialog.locator(".measures input").nth(1);
        weight.fill("71.5");
        weight.press("Tab");
        dialog.locator("button.primary").click();
        assertThat(desk.said("desk.body.done")).isVisible();
        Look.at(desk, "body check, recorded");
    }
}
