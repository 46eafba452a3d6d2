package io.yizhan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.core.Claims;
import io.yizhan.core.OrderCommand;
import io.yizhan.core.OrderKey;
import io.yizhan.core.Rules;
import io.yizhan.core.SlotKey;
import io.yizhan.core.StrikeRules;
import io.yizhan.core.Term;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import io.yizhan.http.HttpEngine;
import io.yizhan.sequencer.Caller;
import io.yizhan.town.HttpTown;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Who comes and who does not, at the desk. The clock is the test's: it is 17:35, one checks in at the gym from half an hour before until a
 * quarter past, and one strike suspends.
 */
@InBrowser
final class DeskArrivalsIT {
    private static final String GYM = "s-1-gym.20261121T1800";

    @RegisterExtension
    final Devices devices = new Devices();

    private HttpEngine engine;

    @BeforeEach
    void start() {
        long dayMs = TimeUnit.DAYS.toMillis(1);
        engine = new HttpEngine(Rules.DEFAULT.withStrikes(new StrikeRules(1, 30 * dayMs, 7 * dayMs)));
        engine.tell(new VenueCommand.DefineVenue(
                engine.directory.venueNo("s-1-gym"),
                new VenueTerms(engine.directory.stationNo("s-1"), "GYM", false, HttpTown.POLICY.terms())
                        .with(Term.CHECK_IN_BY_MS, (int) TimeUnit.MINUTES.toMillis(15))));
        at(17, 35);
        devices.at("http://127.0.0.1:" + engine.port());
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private void at(int hour, int minute) {
        engine.nowMs.set(HttpEngine.START_MS + TimeUnit.MINUTES.toMillis((hour - 10) * 60L + minute));
    }

    private Device operator(String language) {
        return devices.desktop(language)
                .as(new JsonObject()
                        .put("subject", "o-1")
                        .put("roles", new JsonArray().add("operator"))
                        .put("stations", new JsonArray().add("s-1").add("s-2")));
    }

    private JsonObject booked(String member, String slot) {
        JsonObject booking = new JsonObject()
                .put("slots", new JsonArray().add(slot))
                .put("party", 1)
                .put("mode", "confirm");
        Device phone = devices.phone("en").as(member);
        String id = phone.send("POST", "/v1/reservations", 201, booking).getString("id");
        return phone.get("/v1/reservations/" + id);
    }

    /** As a scanner does: it types wherever the keyboard is, and Enter. */
    private static void scan(Device desk, String text) {
        desk.page().keyboard().type(text);
        desk.page().keyboard().press("Enter");
    }

    private static void assertVerdict(Device desk, String kind, String member) {
        Locator result = desk.page().locator(".result");
        assertThat(result.locator(".verdict")).hasText(desk.text("desk.scan." + kind));
        if (!member.isEmpty()) assertThat(result.locator(".big")).hasText(member);
    }

    @Test
    void takesPassesAsAScannerTypesThemOneAfterAnother() {
        String pass = booked("m-1", GYM).getString("pass");
        String other = booked("m-2", GYM).getString("id");
        String elsewhere = booked("m-3", "s-2-b1.20261121T1800").getString("pass");
        Device desk = operator("zh").expects(Device.REFUSAL);
        Page page = desk.open("/desk#/day/s-1");
        Locator first = row(desk, "m-1");
        assertThat(first).containsText(desk.text("state.CONFIRMED"));
        assertThat(page.locator("#scan")).isFocused();

        scan(desk, pass);
        assertVerdict(desk, "in", "m-1");
        assertThat(first).containsText(desk.text("state.CHECKED_IN"));
        scan(desk, pass);
        assertVerdict(desk, "again", "m-1");
        scan(desk, elsewhere);
        assertVerdict(desk, "elsewhere", "m-3");
        assertThat(page.locator(".result")).containsText("驿站s-2");
        scan(desk, "https://example.com/menu");
        assertVerdict(desk, "refused", "");
        page.locator("h1").click();
        scan(desk, other);
        assertVerdict(desk, "in", "m-2");
        assertThat(page.locator(".earlier li")).hasCount(4);
        assertThat(page.locator("#scan")).hasValue("");

        desk.link("desk.audit").click();
        assertThat(page.locator("tbody tr")).hasCount(2);
    }

    @Test
    void hasAPartnerTellItsCustomerSomething() {
        long slot = SlotKey.of(engine.directory.venueNo("s-1-gym"), (int) (HttpEngine.START_MS / 60_000) + 8 * 60);
        OrderKey key = new OrderKey("b-1", 1, 2);
        long[] slots = {slot};
        new Caller(engine).call(new OrderCommand.BookOrder(key, "b-1 c-7", Claims.NONE, slots, 1, 2, "{}"));
        booked("m-1", GYM);
        Device desk = operator("en");
        Page page = desk.open("/desk#/day/s-1");
        Locator customer = row(desk, "b-1 c-7");
        assertThat(row(desk, "m-1").getByText(desk.text("desk.notice"))).hasCount(0);

        customer.getByText(desk.text("desk.notice")).click();
        Locator dialog = page.locator("dialog.act");
        assertThat(dialog).containsText(desk.text("desk.notice.none"));
        dialog.locator("input[name=notice]").fill("Please use the side door");
        desk.button("desk.notice.yes").click();
        assertThat(dialog.getByRole(AriaRole.STATUS)).containsText(desk.text("desk.notice.done"));
        desk.button("close").last().click();

        customer.getByText(desk.text("desk.notice")).click();
        assertThat(dialog).containsText("Please use the side door");
        assertThat(dialog.locator("input[name=notice]")).hasValue("Please use the side door");
        dialog.locator("input[name=notice]").fill("");
        desk.button("desk.notice.yes").click();
        assertThat(dialog.getByRole(AriaRole.STATUS)).containsText(desk.text("desk.notice.takenBack"));
        desk.button("close").last().click();
        desk.link("desk.audit").click();
        assertThat(page.locator("tbody tr").first()).containsText("Please use the side door");
        assertThat(page.locator("tbody tr")).hasCount(2);
    }

    @Test
    void forgivesWhoeverCouldNotComeAndTheyMayBookAgain() {
        booked("m-1", GYM);
        Device member = devices.phone("zh").as("m-1").expects(Device.REFUSAL).expects("status of 403");
        String later = "s-1-b1.20261121T1900";
        Device desk = operator("zh");
        Page page = desk.open("/desk#/day/s-1");
        assertThat(row(desk, "m-1")).containsText(desk.text("state.CONFIRMED"));

        at(18, 16);
        page.reload();
        assertThat(row(desk, "m-1")).containsText(desk.text("state.NO_SHOW"));
        member.openSlot(later);
        assertThat(member.sheet().getByRole(AriaRole.ALERT)).isVisible();
        assertThat(member.button("book.now")).isHidden();
        row(desk, "m-1").locator("a.name").click();
        assertThat(page.locator(".refused")).isVisible();
        page.locator(".strikes button").click();
        Locator dialog = page.locator("dialog.act");
        dialog.locator("input[name=reason]").fill("闸机坏了");
        desk.button("desk.forgive.yes").click();
        assertThat(dialog.getByRole(AriaRole.STATUS)).containsText(desk.text("desk.forgive.done"));
        desk.button("close").last().click();
        assertThat(desk.said("desk.maybook")).isVisible();
        assertThat(page.locator(".strikes")).hasCount(0);
        desk.link("desk.audit").click();
        assertThat(page.locator("tbody tr").first()).containsText("闸机坏了");

        member.page().reload();
        member.button("book.now").tap();
        assertThat(member.sheet().getByRole(AriaRole.STATUS)).containsText(member.text("outcome.CONFIRMED"));
    }

    private static Locator row(Device desk, String member) {
        return desk.page().locator(".list tbody tr").filter(new Locator.FilterOptions().setHasText(member));
    }
}
