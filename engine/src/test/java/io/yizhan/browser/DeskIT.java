package io.yizhan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.town.PageTown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever runs a station, at the desk; and what members, whose pages are open meanwhile, see of it. */
@InBrowser
final class DeskIT {
    private static final LocalDate DAY = PageTown.today().plusDays(1);
    private static final ContainsTextOptions AT_ONCE = new ContainsTextOptions().setTimeout(2_000);

    @RegisterExtension
    final Devices devices = new Devices();

    @Test
    void closesACourtAndOpensItAgainAndMembersSeeItAtOnce() {
        Device desk = devices.desktop("zh");
        Page page = signInByForm(desk, "desk-o", "t-desk");
        assertThat(page.locator("tbody th a"))
                .hasText(PageTown.stationName("desk").zh());
        page.locator("tbody th a").click();
        assertThat(page.locator("h1")).hasText(PageTown.stationName("desk").zh());
        desk.button("desk.dayAfter").click();
        assertThat(desk.said("desk.list.none")).isVisible();

        String booked = PageTown.slot("desk", "b1", DAY, 10);
        Device phone = devices.phone("zh").as("desk-1").expects(Device.REFUSAL);
        phone.openSlot(booked);
        phone.button("book.now").tap();
        assertThat(phone.sheet().getByRole(AriaRole.STATUS)).containsText(phone.text("outcome.CONFIRMED"));
        assertThat(row(desk, "desk-1")).containsText(desk.text("state.CONFIRMED"));
        assertThat(desk.slot(booked)).containsText("desk-1");
        Page mine = phone.context.newPage();
        mine.navigate("/#/mine");
        assertThat(mine.locator(".reservation")).containsText(phone.text("state.CONFIRMED"));
        String free = PageTown.slot("desk", "b1", DAY, 11);
        phone.openSlot(free);
        assertThat(phone.button("book.now")).isVisible();

        desk.slot(booked).click();
        desk.link("desk.closeVenue").click();
        page.locator("input[type=datetime-local]").last().fill(DAY + "T12:00");
        String reason = "屋顶漏水 <b>漏水</b>";
        page.locator("form.closing input[list]").fill(reason);
        desk.button("desk.close.preview").click();
        assertThat(page.locator("#close-plan")).containsText(desk.text("desk.losePlace.other", "n", "1"));
        assertThat(page.locator("#close-plan tbody td").first()).hasText("desk-1");
        assertThat(phone.button("book.now")).isVisible();
        desk.button("desk.close.yesCancel.other", "n", "1").click();
        assertThat(phone.sheet().locator(".warned")).containsText(reason, AT_ONCE);
        assertThat(mine.locator(".reservation .refused"))
                .containsText(phone.text("cancelledBy.closure") + ": " + reason, AT_ONCE);
        assertThat(phone.slot(free)).containsText(phone.text("slot.CLOSED"), AT_ONCE);
        assertThat(phone.button("book.now")).isHidden();

        Locator card = page.locator(".closure").filter(new Locator.FilterOptions().setHasText(reason));
        assertThat(card).containsText(desk.text("desk.closures.cancelled.other", "n", "1"));
        card.getByRole(AriaRole.BUTTON).click();
        desk.button("desk.lift.yes.other", "n", "2").click();
        assertThat(phone.button("book.now")).isVisible();
        assertThat(phone.slot(booked)).containsText(phone.text("slot.OPEN"));
        assertThat(mine.locator(".reservation")).containsText(phone.text("state.CANCELLED"));
        desk.button("close").last().click();
        assertThat(card).hasCount(0);

        desk.link("desk.audit").click();
        Locator acts = page.locator("tbody tr");
        assertThat(acts.first()).containsText(desk.text("desk.act.LIFT_CLOSURE"));
        assertThat(acts.first()).containsText("desk-o");
        assertThat(acts.nth(1)).containsText(desk.text("desk.act.CLOSE_VENUES"));
        assertThat(acts.nth(1)).containsText(reason);
    }

    @Test
    void takesPlacesAwayFromWhoCameLastAndNamesThemFirst() {
        String slot = PageTown.slot("places", "room", DAY, 10);
        book("places-1", slot, 3);
        book("places-2", slot, 3);
        Device last = book("places-3", slot, 2);
        last.open("/#/mine");
        assertThat(last.page().locator(".reservation")).containsText(last.text("state.CONFIRMED"));
        Device desk = devices.desktop("en").as(person("places-o", "operator").put("stations", stations("places")));
        Page page = desk.open("/desk#/day/t-places?date=" + DAY + "&slot=" + slot);

        desk.button("desk.capacity").click();
        Locator dialog = page.locator("dialog.act");
        assertThat(dialog).containsText(desk.text("desk.capacity.nobody"));
        dialog.locator("input[type=number]").fill("6");
        dialog.locator("input[type=number]").press("Tab");
        assertThat(dialog.locator(".affected tbody tr")).hasCount(1);
        assertThat(dialog.locator(".affected tbody tr")).containsText("places-3");
        Locator yes = desk.button("desk.capacity.yesCancel.one", "n", "1", "capacity", "6");
        yes.click();
        assertThat(dialog.getByRole(AriaRole.ALERT)).containsText(desk.text("desk.reasonLacking"));
        assertThat(last.page().locator(".reservation")).containsText(last.text("state.CONFIRMED"));
        dialog.locator("input[name=reason]").fill("Two mats are torn");
        yes.click();
        assertThat(dialog.getByRole(AriaRole.STATUS)).containsText(desk.text("desk.capacity.done", "capacity", "6"));
        assertThat(last.page().locator(".reservation"))
                .containsText(last.text("cancelledBy.operator") + ": Two mats are torn", AT_ONCE);
        desk.button("close").last().click();
        assertThat(desk.slot(slot)).containsText("6/6");
        assertThat(row(desk, "places-2")).hasCount(1);
        assertThat(row(desk, "places-3")).hasCount(0);
        desk.link("desk.audit").click();
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.locator("tbody tr")).containsText("Two mats are torn");
        assertThat(page.locator("tbody del")).hasText("8");
        assertThat(page.locator("tbody ins")).hasText("6");
    }

    @Test
    void putsAnotherCatalogueInPlaceUnlessSomebodyElseWasFaster() {
        Device desk = devices.desktop("zh").as(person("rooms-a", "admin")).expects("status of 412");
        Page page = desk.open("/desk#/catalogue");
        page.locator("input[type=file]").setInputFiles(catalogue(desk, "2 People's Road"));
        assertThat(page.locator(".room")).containsText("2 People's Road");
        page.locator("input[name=reason]").fill("它搬家了");

        Device faster = devices.desktop("zh").as(person("rooms-b", "admin"));
        faster.open("/desk#/catalogue");
        faster.page().locator("input[type=file]").setInputFiles(catalogue(faster, "3 People's Road"));
        faster.page().locator("input[name=reason]").fill("更快");
        faster.button("desk.cat.put.other", "n", "1").click();
        assertThat(faster.page().locator(".done")).isVisible();

        desk.button("desk.cat.put.other", "n", "1").click();
        assertThat(desk.said("desk.cat.changed")).isVisible();
        assertThat(address(desk)).isEqualTo("3 People's Road");
        desk.button("desk.cat.compareAnew").click();
        assertThat(page.locator("tbody")).containsText("3 People's Road");
        assertThat(page.locator("input[name=reason]")).hasValue("它搬家了");
        desk.button("desk.cat.put.other", "n", "1").click();
        assertThat(page.locator(".done")).isVisible();
        assertThat(address(desk)).isEqualTo("2 People's Road");
        desk.link("desk.audit").click();
        assertThat(page.locator("tbody tr").first()).containsText("它搬家了");
    }

    private static FilePayload catalogue(Device desk, String address) {
        JsonObject city = desk.get("/v1/admin/catalogue");
        rooms(city).getJsonObject("address").put("en", address);
        return new FilePayload("city.json", "application/json", city.encode().getBytes(StandardCharsets.UTF_8));
    }

    private static String address(Device desk) {
        return rooms(desk.get("/v1/admin/catalogue")).getJsonObject("address").getString("en");
    }

    private static JsonObject rooms(JsonObject city) {
        return city.getJsonArray("stations").stream()
                .map(JsonObject.class::cast)
                .filter(it -> it.getString("id").equals("t-rooms"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void showsTheEngineAtWorkAndWhatWasCountedAsATableAndAsAFile() throws IOException {
        Device desk = devices.desktop("en").as(person("rooms-a", "admin"));
        Page page = desk.open("/desk/engine");
        assertThat(page).hasURL(Pattern.compile(".*/desk#/engine$"));
        page.locator("summary").first().click();
        Locator placed = page.locator("tr")
                .filter(new Locator.FilterOptions().setHasText("PlaceReservation"))
                .filter(new Locator.FilterOptions().setHasText("Placed"))
                .locator(".number");
        book("rooms-1", PageTown.slot("rooms", "room", DAY, 10), 1);
        assertThat(placed).hasText(Pattern.compile("[\\d,]+"));
        String before = placed.innerText();
        book("rooms-2", PageTown.slot("rooms", "room", DAY, 11), 1);
        assertThat(placed).not().hasText(before);
        assertThat(page.locator(".tiles li b").first()).not().containsText("–");

        desk.link("desk.reports").click();
        assertThat(desk.said("desk.report.none")).isVisible();
        page.locator("select").first().selectOption("kind");
        page.locator("input[type=date]").last().fill(PageTown.today().toString());
        assertThat(page.locator("thead th").first()).hasText(desk.text("desk.by.kind"));
        int rows = page.locator("table.report tbody tr").count();
        Download file = page.waitForDownload(() -> desk.button("desk.csv").click());
        List<String> lines = Files.readAllLines(file.path());
        assertThat(file.suggestedFilename()).startsWith("use-");
        assertThat(lines).hasSize(rows + 1);
        assertThat(lines.getFirst()).startsWith("\uFEFFkind,");
    }

    @Test
    void isForNobodyElse() {
        Device stranger = devices.desktop("en");
        stranger.open("/desk#/audit");
        assertThat(stranger.said("desk.signIn")).isVisible();
        assertThat(stranger.page().locator("#rooms a")).hasCount(0);
        Device member = devices.phone("en").as("rooms-m");
        member.open("/desk#/audit");
        assertThat(member.said("desk.notYours")).isVisible();
        assertThat(member.page().locator("#rooms a")).hasCount(0);
        Device operator = devices.desktop("en").as(person("rooms-o", "operator").put("stations", stations("rooms")));
        operator.open("/desk");
        assertThat(operator.link("desk.audit")).isVisible();
        assertThat(operator.link("desk.catalogue")).hasCount(0);
        assertThat(operator.link("desk.engine")).hasCount(0);
    }

    @Test
    void whoseSessionEndsInTheMiddleOfSomethingGoesOnWithItAfterSigningIn() {
        Device desk = devices.desktop("zh").expects("status of 401");
        Page page = signInByForm(desk, "rooms-s", "t-rooms");
        desk.link("desk.closures").click();
        page.locator("form.closing input[list]").fill("换灯管");
        Device admin = devices.desktop("zh").as(person("rooms-a", "admin"));
        admin.send("DELETE", "/v1/admin/members/rooms-s/sessions", 200, new JsonObject().put("reason", "lost"));

        desk.button("desk.close.preview").click();
        assertThat(page.locator("dialog.expired")).containsText(desk.text("desk.expired.kept"));
        Page other =
                desk.context.waitForPage(() -> page.locator("dialog.expired a").click());
        fillIn(other, "rooms-s", "t-rooms");
        assertThat(other.locator("#account")).containsText("rooms-s");
        page.bringToFront();
        assertThat(page.locator("dialog.expired")).hasCount(0);
        assertThat(page.locator("form.closing input[list]")).hasValue("换灯管");
        page.locator("form.closing button").first().click();
        assertThat(page.locator("#close-plan")).isVisible();
    }

    private Device book(String member, String slot, int party) {
        Device device = devices.phone("en").as(member);
        JsonObject booking = new JsonObject()
                .put("slots", new JsonArray().add(slot))
                .put("party", party)
                .put("mode", "confirm");
        device.send("POST", "/v1/reservations", 201, booking);
        return device;
    }

    private static JsonObject person(String subject, String role) {
        return new JsonObject().put("subject", subject).put("roles", new JsonArray().add(role));
    }

    private static JsonArray stations(String name) {
        return new JsonArray().add("t-" + name);
    }

    private static Page signInByForm(Device desk, String subject, String station) {
        Page page = desk.open("/desk");
        assertThat(desk.said("desk.signIn")).isVisible();
        page.locator("main a[href^='/signin']").click();
        fillIn(page, subject, station);
        assertThat(page.locator("#account")).containsText(subject);
        return page;
    }

    private static void fillIn(Page page, String subject, String station) {
        page.locator("input[name=subject]").fill(subject);
        page.locator("input[value=member]").uncheck();
        page.locator("input[value=operator]").check();
        page.locator("input[name=stations]").fill(station);
        page.locator("button").click();
    }

    private static Locator row(Device desk, String member) {
        return desk.page().locator(".list tbody tr").filter(new Locator.FilterOptions().setHasText(member));
    }
}
