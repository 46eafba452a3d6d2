package io.yizhan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.town.PageTown;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each room of the desk, the screen, and the form to sign in, in both languages and both colour schemes. */
@InBrowser
@Tag("long")
final class EveryRoomIT {

    @RegisterExtension
    final Devices devices = new Devices();

    @ParameterizedTest
    @MethodSource("io.yizhan.browser.Looks#languages")
    void ofTheDeskCanBeUsedByEverybody(String language) {
        Device desk = devices.desktop(language).expects("status of 4(01|04|22)");
        Page page = desk.open("/desk");
        assertThat(desk.said("desk.signIn")).isVisible();
        Look.at(desk, "nobody");
        String slot = PageTown.slot("rooms", "gym", PageTown.today(), language.equals("zh") ? 20 : 21);
        member(language, slot);
        desk.as(new JsonObject().put("subject", "every-" + language).put("roles", new JsonArray().add("admin")));
        page.reload();
        assertThat(page.locator("tbody tr").first()).isVisible();
        assertThat(page.locator("#map path.leaflet-interactive").first()).isVisible();
        Look.at(desk, "now");

        desk.open("/desk#/day/t-rooms?slot=" + slot);
        assertThat(page.locator(".list tbody tr").first()).isVisible();
        page.locator("#scan").fill("nonsense");
        page.locator("#scan").press("Enter");
        assertThat(page.locator(".result")).isVisible();
        Look.at(desk, "day");
        desk.button("desk.capacity").click();
        assertThat(desk.said("desk.capacity.nobody")).isVisible();
        Look.at(desk, "capacity");
        page.keyboard().press("Escape");
        desk.link("desk.closeVenue").click();
        page.locator("form.closing input[list]").fill("<b>…</b>");
        desk.button("desk.close.preview").click();
        assertThat(page.locator("#close-plan")).isVisible();
        Look.at(desk, "closures, what would come of it");
        desk.link("desk.members").click();
        page.locator("input[name=subject]").fill("every-m-" + language);
        page.locator("input[name=subject]").press("Enter");
        assertThat(page.locator(".list tbody tr").first()).isVisible();
        Look.at(desk, "members");
        desk.open("/desk#/reports?by=kind&to=" + PageTown.today());
        assertThat(page.locator("table.report")).isVisible();
        Look.at(desk, "reports");
        List<Route> held = new ArrayList<>();
        page.route("**/equipment", held::add);
        desk.open("/desk#/reports?report=scorecard&to=" + PageTown.today());
        assertThat(page.locator(".dimension").first()).isVisible();
        page.waitForCondition(() -> !held.isEmpty());
        Look.at(desk, "scorecard, of which some is still to come");
        held.forEach(Route::resume);
        assertThat(page.getByText(desk.text("desk.card.gates.unknown"), new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        Look.at(desk, "scorecard");
        desk.link("desk.audit").click();
        assertThat(page.locator(".room table, .room .note").first()).isVisible();
        Look.at(desk, "audit");
        desk.link("desk.engine").click();
        assertThat(page.locator(".tiles").nth(1)).isVisible();
        Look.at(desk, "engine");
        desk.link("desk.webhooks").click();
        assertThat(desk.said("desk.webhooks.none")).isVisible();
        Look.at(desk, "webhooks");
        desk.link("desk.catalogue").click();
        assertThat(desk.said("desk.cat.present")).isVisible();
        Look.at(desk, "catalogue");

        desk.send(
                "DELETE",
                "/v1/admin/members/every-" + language + "/sessions",
                200,
                new JsonObject().put("reason", "over"));
        desk.link("desk.now").click();
        assertThat(page.locator("dialog.expired")).isVisible();
        Look.at(desk, "expired");
    }

    private void member(String language, String slot) {
        devices.phone(language)
                .as("every-m-" + language)
                .send(
                        "POST",
                        "/v1/reservations",
                        201,
                        new JsonObject()
                                .put("slots", new JsonArray().add(slot))
                                .put("party", 1)
                                .put("mode", "confirm"));
    }

    @ParameterizedTest
    @MethodSource("io.yizhan.browser.Looks#languages")
    void ofAPhoneAtTheDeskHasAllThatItNeeds(String language) {
        Device phone = devices.narrow(language)
                .as(new JsonObject().put("subject", "every-n").put("roles", new JsonArray().add("admin")));
        for (String room : new String[] {
            "", "day/t-rooms", "closures", "draws", "members", "reports", "webhooks", "audit", "engine"
        }) {
            Page page = phone.open("/desk#/" + room);
            assertThat(page.locator("#rooms [aria-current]")).isVisible();
            assertThat(page.locator(".room h1")).isVisible();
            Look.at(phone, "narrow " + room);
        }
    }

    @ParameterizedTest
    @MethodSource("io.yizhan.browser.Looks#languages")
    void ofTheWallCanBeReadByEverybody(String language) {
        Device screen = devices.screen(language).expects("status of 404");
        Page page = screen.open("/screen/t-rooms?lang=" + language);
        assertThat(page.locator(".share li").first()).isVisible();
        Look.at(screen, "screen");
        screen.open("/screen/t-rooms?theme=light&lang=" + language);
        assertThat(page.locator(".share li").first()).isVisible();
        Look.at(screen, "screen, light");
        screen.open("/screen/nowhere?lang=" + language);
        assertThat(screen.said("screen.unknown")).isVisible();
        Look.at(screen, "no such station");
    }

    @ParameterizedTest
    @MethodSource("io.yizhan.browser.Looks#languages")
    void whereOneSignsInCanBeUsedByEverybody(String language) {
        Device phone = devices.narrow(language).expects("status of 400");
        Page page = phone.open("/signin?return=/desk");
        assertThat(page.locator("input[name=subject]")).isVisible();
        Look.at(phone, "form");
        page.locator("input[value=member]").uncheck();
        page.locator("button").click();
        assertThat(page.locator("form")).hasCount(0);
        Look.at(phone, "form, refused");
    }
}
