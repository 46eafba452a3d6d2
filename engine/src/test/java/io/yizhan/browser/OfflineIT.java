package io.yizhan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.yizhan.town.PageTown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A phone without a network: at the gate of a hall in a cellar, for instance. */
@InBrowser
final class OfflineIT {
    private static final String KEPT = "() => caches.has('yizhan-own')";

    @RegisterExtension
    final Devices devices = new Devices();

    private static String booked(Device phone, int hour) {
        phone.openSlot(PageTown.slot("kept", "b1", PageTown.today().plusDays(1), hour));
        phone.button("book.now").tap();
        assertThat(phone.sheet().getByRole(AriaRole.STATUS)).containsText(phone.text("outcome.CONFIRMED"));
        // What is asked from now on is kept.
        phone.page().waitForFunction("() => navigator.serviceWorker.controller");
        return phone.reservations().getFirst().getString("id");
    }

    private static void assertPassIsShown(Device phone) {
        Locator pass = phone.page().getByAltText(phone.text("pass.alt"));
        assertThat(pass).isVisible();
        phone.page().waitForFunction("image => image.complete && image.naturalWidth > 0", pass.elementHandle());
    }

    @Test
    void reservationsAndThePassAreThereAndSayHowOldTheyAreAndAreLiveAgainLater() {
        Device phone = devices.phone("zh").as("kept-1").expects(Device.NO_ANSWER);
        String id = booked(phone, 10);
        Page page = phone.open("/#/mine");
        page.reload();
        assertThat(phone.said("state.CONFIRMED")).isVisible();
        phone.link("mine.pass").tap();
        assertPassIsShown(phone);

        phone.context.setOffline(true);
        page.reload();
        assertPassIsShown(phone);
        assertThat(phone.said("mine.offlineShort")).isVisible();
        assertThat(page.locator("#lost")).isVisible();
        phone.named(AriaRole.LINK, phone.text("tab.mine")).last().tap();
        assertThat(phone.said("mine.offline")).isVisible();
        assertThat(phone.said("state.CONFIRMED")).isVisible();

        // Meanwhile it is given back, at the desk for instance.
        Device desk = devices.desktop("zh").as("kept-1");
        desk.send("DELETE", "/v1/reservations/" + id, 200, null);
        phone.context.setOffline(false);
        assertThat(page.locator("#lost")).isHidden();
        assertThat(phone.said("mine.offline")).isHidden();
        assertThat(phone.said("state.CANCELLED")).isVisible();
        desk.openSlot(PageTown.slot("kept", "b1", PageTown.today().plusDays(1), 11));
        desk.button("book.now").click();
        assertThat(phone.said("state.CONFIRMED")).isVisible();
    }

    @Test
    void whoSignsOutLeavesNothingBehind() {
        Device phone = devices.phone("en").as("kept-2").expects(Device.NO_ANSWER);
        String id = booked(phone, 14);
        Page page = phone.open("/#/reservation/" + id);
        page.reload();
        assertPassIsShown(phone);
        assertThat(page.evaluate(KEPT)).isEqualTo(true);

        page.navigate("/#/mine");
        phone.button("page.signOut").tap();
        assertThat(phone.said("mine.signIn")).isVisible();
        page.waitForFunction(
                "() => caches.open('yizhan-own').then(it => it.keys()).then(all => all.every(one => !/reservations/.test(one.url)))");
        phone.context.setOffline(true);
        for (String place : new String[] {"/#/mine", "/#/reservation/" + id}) {
            page.navigate(place);
            page.reload();
            assertThat(page.locator("#lost")).isVisible();
            assertThat(page.getByText(id)).isHidden();
            assertThat(page.getByAltText(phone.text("pass.alt"))).isHidden();
            assertThat(page.locator("main")).not().containsText("Court 1");
        }
    }
}
