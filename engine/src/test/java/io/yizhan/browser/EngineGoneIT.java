package io.yizhan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.yizhan.drill.EngineProcess;
import io.yizhan.town.PageTown;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The engine is killed under open pages, and comes back at the same place. */
@InBrowser
@Tag("long")
final class EngineGoneIT {
    @TempDir
    Path folder;

    @RegisterExtension
    final Devices devices = new Devices();

    @Test
    void pagesSayThatItIsGoneAndPromiseNothingAndAreLiveAgainAfterwards() {
        Map<String, String> environment = PageEngine.environment(folder);
        EngineProcess engine = EngineProcess.serve(environment).awaitReady();
        environment.put("YIZHAN_HTTP_PORT", Integer.toString(engine.port()));
        devices.at(engine);
        Device phone = devices.phone("zh").as("gone-1").expects(Device.NO_ANSWER);
        String slot = PageTown.slot("way", "b1", PageTown.today().plusDays(1), 10);
        Page page = phone.openSlot(slot);
        phone.button("book.now").tap();
        assertThat(phone.sheet().getByRole(AriaRole.STATUS)).containsText(phone.text("outcome.CONFIRMED"));
        Page mine = phone.context.newPage();
        mine.navigate("/#/mine");
        assertThat(mine.locator(".reservation")).containsText(phone.text("state.CONFIRMED"));
        Device stranger = devices.desktop("en").expects(Device.NO_ANSWER);
        stranger.open("/#/station/t-way?date=" + PageTown.today().plusDays(1));
        assertThat(stranger.page().locator(".badge.good")).hasText(stranger.text("live.live"));
        stranger.page().waitForFunction("() => navigator.serviceWorker.controller");
        Device another = devices.phone("zh").as("gone-2").expects(Device.NO_ANSWER);
        another.open("/#/station/t-way?date=" + PageTown.today().plusDays(1));
        assertThat(another.slot(slot)).isVisible();

        engine.kill();
        assertThat(page.locator("#lost")).isVisible();
        assertThat(mine.locator("#lost")).isVisible();
        assertThat(stranger.page().locator(".badge.warn")).hasText(stranger.text("live.lost"));
        mine.onceDialog(Dialog::accept);
        mine.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions()
                                .setName(phone.text("cancel.CONFIRMED"))
                                .setExact(true))
                .tap();
        assertThat(mine.locator("main [role=alert]")).containsText(phone.text("problem.no-answer"));
        assertThat(mine.locator(".reservation")).containsText(phone.text("state.CONFIRMED"));
        another.slot(slot.replace("T10", "T12")).tap();
        assertThat(another.sheet().getByRole(AriaRole.ALERT)).containsText(another.text("problem.unreachable"));
        assertThat(another.button("book.now")).isHidden();
        // The page itself was kept, and knows of nothing else.
        stranger.page().reload();
        assertThat(stranger.page().locator("main [role=alert]").first())
                .containsText(stranger.text("problem.unreachable"));
        assertThat(stranger.page().locator("#lost")).isVisible();
        assertThat(stranger.page().locator("main")).not().containsText(stranger.text("station.unknown"));

        try (EngineProcess again = EngineProcess.serve(environment).awaitReady()) {
            assertThat(page.locator("#lost")).isHidden();
            assertThat(mine.locator("#lost")).isHidden();
            assertThat(mine.locator(".reservation")).containsText(phone.text("state.CONFIRMED"));
            assertThat(phone.reservations()).hasSize(1);
            assertThat(stranger.page().locator(".badge.good")).hasText(stranger.text("live.live"));
            mine.onceDialog(Dialog::accept);
            mine.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions()
                                    .setName(phone.text("cancel.CONFIRMED"))
                                    .setExact(true))
                    .tap();
            assertThat(phone.sheet()).containsText(phone.text("outcome.CANCELLED"));
            assertThat(stranger.slot(slot)).containsText(stranger.text("slot.OPEN"));
            assertThat(stranger.page().locator("#lost")).isHidden();
            another.button("again").tap();
            assertThat(another.button("book.now")).isVisible();
            assertThat(again.alive()).isTrue();
        }
    }
}
