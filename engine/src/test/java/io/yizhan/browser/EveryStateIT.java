package io.yizhan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.town.PageTown;
import java.time.LocalDate;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each place of the member's page in each of its states, in both languages and both colour schemes. */
@InBrowser
final class EveryStateIT {
    private static final LocalDate DAY = PageTown.today().plusDays(1);

    @RegisterExtension
    final Devices devices = new Devices();

    @ParameterizedTest
    @MethodSource("io.yizhan.browser.Looks#languages")
    void canBeUsedByEverybodyWhileNobodyIsSignedIn(String language) {
        Device phone = devices.phone(language).expects("status of 404");
        Page page = phone.open("/");
        assertThat(page.locator(".stations li").first()).isVisible();
        assertThat(page.locator(".hit").first()).isVisible();
        Look.at(phone, "stations");
        phone.button("find.onMap").tap();
        assertThat(page.locator("#map path.leaflet-interactive").first()).isVisible();
        Look.at(phone, "map");
        phone.button("find.asList").tap();
        page.locator("select[name=at]").selectOption("");
        phone.button("find.go").tap();
        assertThat(page.locator(".hit")).hasCount(20);
        Look.at(phone, "hits");

        phone.open("/#/station/t-look?date=" + DAY);
        assertThat(phone.slot(PageTown.slot("look", "b1", DAY, 10))).isVisible();
        Look.at(phone, "station");
        phone.openSlot(PageTown.slot("look", "b1", DAY, 10));
        assertThat(phone.sheet().getByText(phone.text("book.signIn"))).isVisible();
        Look.at(phone, "sheet, to sign in");
        phone.open("/#/station/nowhere");
        assertThat(phone.said("station.unknown")).isVisible();
        Look.at(phone, "no such station");
        phone.open("/#/activities");
        assertThat(page.locator(".hit").first()).isVisible();
        Look.at(phone, "activities");
        phone.open("/#/mine");
        assertThat(phone.said("mine.signIn")).isVisible();
        Look.at(phone, "mine, signed out");
    }

    @ParameterizedTest
    @MethodSource("io.yizhan.browser.Looks#languages")
    void canBeUsedByEverybodyWhileOneBooks(String language) {
        String me = "look-" + language;
        int hour = language.equals("zh") ? 8 : 14;
        Device phone = devices.phone(language).as(me).expects(Device.REFUSAL).expects(Device.NO_ANSWER);
        Page page = phone.open("/#/mine");
        assertThat(phone.said("mine.none")).isVisible();
        assertThat(phone.said("standing.title")).isVisible();
        Look.at(phone, "mine, empty");

        phone.openSlot(slot("b1", hour));
        assertThat(phone.button("book.now")).isVisible();
        phone.button("book.weekly").tap();
        Look.at(phone, "sheet, what would come of it");
        phone.button("book.hold").tap();
        assertThat(phone.sheet().locator(".countdown")).isVisible();
        Look.at(phone, "sheet, held");
        phone.openSlot(slot("room", hour));
        phone.button("book.now").tap();
        assertThat(phone.sheet().getByRole(AriaRole.STATUS)).containsText(phone.text("outcome.CONFIRMED"));
        Look.at(phone, "sheet, booked");
        phone.openSlot(slot("gym", hour));
        assertThat(phone.sheet().getByRole(AriaRole.ALERT)).isVisible();
        Look.at(phone, "sheet, not yet");
        phone.send("POST", "/v1/reservations", 201, booking(slot("b2", hour + 1)));
        phone.openSlot(slot("b2", hour + 2));
        assertThat(phone.sheet().getByRole(AriaRole.ALERT)).isVisible();
        Look.at(phone, "sheet, too many");

        Device other = devices.desktop(language).as(me + "-other");
        JsonObject taken = other.send("POST", "/v1/reservations", 201, booking(slot("b1", hour + 3)));
        phone.openSlot(slot("b1", hour + 3));
        phone.button("book.wait").tap();
        assertThat(phone.sheet().getByRole(AriaRole.STATUS)).containsText(phone.text("outcome.WAITLISTED"));
        Look.at(phone, "sheet, waiting");
        other.send("DELETE", "/v1/reservations/" + taken.getString("id"), 200, null);
        assertThat(phone.button("offer.take")).isVisible();
        Look.at(phone, "sheet, offered");

        phone.open("/#/mine");
        assertThat(page.locator(".reservation")).hasCount(4);
        phone.button("data.erase").tap();
        assertThat(phone.said("erase.sure")).isVisible();
        Look.at(phone, "mine, full");
        phone.link("mine.pass").first().tap();
        assertThat(page.getByAltText(phone.text("pass.alt"))).isVisible();
        Look.at(phone, "reservation");
        phone.context.setOffline(true);
        assertThat(page.locator("#lost")).isVisible();
        Look.at(phone, "without a connection");
    }

    private static String slot(String venue, int hour) {
        return PageTown.slot("look", venue, DAY, hour);
    }

    private static JsonObject booking(String slot) {
        return new JsonObject()
                .put("slots", new JsonArray().add(slot))
                .put("party", 1)
                .put("mode", "confirm");
    }
}
