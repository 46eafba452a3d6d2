package io.yizhan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.town.PageTown;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two who want the same, and a desk that takes it from both: what each of them sees meanwhile, without having to load anything again. */
@InBrowser
final class LastPlaceIT {
    private static final double AT_ONCE_MS = 2_000;

    @RegisterExtension
    final Devices devices = new Devices();

    @Test
    void whoeverIsTooLateIsToldSoAndWaitsAndIsOfferedThePlaceAndTakesIt() {
        String slot = PageTown.slot("last", "b1", PageTown.today().plusDays(1), 10);
        Device late = devices.phone("zh").as("last-1").expects(Device.REFUSAL);
        late.openSlot(slot);
        assertThat(late.button("book.now")).isVisible();
        Device first = book(slot, "last-2");

        assertThat(late.sheet().getByRole(AriaRole.ALERT)).isVisible();
        assertThat(late.button("book.now")).isHidden();
        assertAlternatives(late, slot);
        late.button("book.wait").tap();
        Locator outcome = late.sheet().getByRole(AriaRole.STATUS);
        assertThat(outcome).containsText(late.text("outcome.WAITLISTED"));
        assertThat(outcome).containsText(late.text("wait.position", "position", "1"));
        assertThat(first.slot(slot)).not().containsText(first.text("slot.OPEN"));

        cancelled(first);
        assertThat(outcome).containsText(late.text("outcome.OFFERED"));
        assertThat(late.sheet().locator(".countdown")).hasText(Pattern.compile("^1[45]:\\d\\d$"));
        assertThat(late.page().locator("[data-tab=mine] .count")).containsText("1");
        late.button("offer.take").tap();
        assertThat(outcome).containsText(late.text("outcome.CONFIRMED"));
        assertThat(late.reservations().getFirst().getString("state")).isEqualTo("CONFIRMED");
    }

    /** Their page has not heard yet that the place is gone: the engine says so when they want to book it. */
    @Test
    void whoeverAsksTooLateIsRefusedAndMayDeclineWhatIsOfferedLater() {
        String slot = PageTown.slot("declined", "b1", PageTown.today().plusDays(1), 10);
        Device late =
                devices.desktop("en").as("declined-1").expects(Device.REFUSAL).expects(Device.NO_ANSWER);
        late.context.route(Pattern.compile("/stations/.*/live"), Route::abort);
        late.openSlot(slot);
        assertThat(late.button("book.now")).isVisible();
        Device first = book(slot, "declined-2");

        late.button("book.now").click();
        assertThat(late.sheet().getByRole(AriaRole.ALERT)).isVisible();
        assertThat(late.sheet()).not().containsText(late.text("outcome.CONFIRMED"));
        assertAlternatives(late, slot);
        late.button("book.wait").click();
        assertThat(late.sheet().getByRole(AriaRole.STATUS)).containsText(late.text("outcome.WAITLISTED"));
        late.open("/#/mine");
        assertThat(late.said("wait.position", "position", "1")).isVisible();

        cancelled(first);
        assertThat(late.button("offer.take")).isVisible();
        assertThat(late.page().locator("#said")).hasText(late.text("said.OFFERED"));
        late.button("cancel.OFFERED").click();
        assertThat(late.said("state.CANCELLED")).isVisible();
        first.openSlot(slot);
        assertThat(first.slot(slot)).containsText(first.text("slot.OPEN"));
    }

    /** It was refused, which is no reason to be refused for good. */
    @Test
    void whoeverWasRefusedIsToldWhenThePlaceIsFreeAgain() {
        String slot = PageTown.slot("late", "b1", PageTown.today().plusDays(1), 10);
        Device late = devices.desktop("en").as("late-1").expects(Device.REFUSAL).expects(Device.NO_ANSWER);
        Pattern live = Pattern.compile("/stations/.*/live");
        late.context.route(live, Route::abort);
        late.openSlot(slot);
        assertThat(late.button("book.now")).isVisible();
        Device first = book(slot, "late-2");
        late.button("book.now").click();
        assertThat(late.sheet().getByRole(AriaRole.ALERT)).isVisible();
        late.context.unroute(live);
        assertThat(late.slot(slot)).containsText(late.text("slot.FULL"));

        cancelled(first);
        assertThat(late.button("book.now")).isVisible();
        assertThat(late.sheet().getByRole(AriaRole.ALERT)).isHidden();
    }

    @Test
    void whatTheDeskClosesIsSeenAtOnceWithItsReason() {
        String slot = PageTown.slot("closed", "b1", PageTown.today().plusDays(1), 10);
        Device phone = devices.phone("zh").as("closed-1").expects(Device.REFUSAL);
        phone.openSlot(slot);
        assertThat(phone.button("book.now")).isVisible();
        Device booked = book(PageTown.slot("closed", "b1", PageTown.today().plusDays(1), 11), "closed-2");
        booked.open("/#/mine");
        assertThat(booked.said("state.CONFIRMED")).isVisible();

        String reason = "屋顶漏水 <b>漏水</b>";
        Device desk = devices.desktop("zh")
                .as(new JsonObject().put("subject", "closed-o").put("roles", new JsonArray().add("admin")));
        desk.send(
                "POST",
                "/v1/admin/closures",
                201,
                new JsonObject()
                        .put("venues", new JsonArray().add("t-closed-b1"))
                        .put("from", at(10))
                        .put("to", at(12))
                        .put("reason", reason)
                        .put("reservations", "CANCEL"));
        ContainsTextOptions atOnce = new ContainsTextOptions().setTimeout(AT_ONCE_MS);
        assertThat(phone.sheet().locator(".warned")).containsText(reason, atOnce);
        assertThat(booked.page().locator(".reservation .refused"))
                .containsText(booked.text("cancelledBy.closure") + ": " + reason, atOnce);
        assertThat(phone.slot(slot)).containsText(phone.text("slot.CLOSED"), atOnce);
        assertThat(phone.slot(slot)).hasAttribute("title", reason);
        assertThat(phone.button("book.now")).isHidden();
    }

    /** Whoever has booked reads the day once more: the answer may be older than what the stream has told meanwhile. */
    @Test
    void whatTheStreamTellsIsNotHiddenByAnOlderAnswer() {
        String own = PageTown.slot("older", "b1", PageTown.today().plusDays(1), 10);
        String others = PageTown.slot("older", "b1", PageTown.today().plusDays(1), 11);
        Device phone = devices.phone("en").as("older-1");
        phone.openSlot(own);
        assertThat(phone.button("book.now")).isVisible();

        Held day = held(phone, "/slots\\?date=", () -> phone.button("book.now").tap());
        Device other = book(others, "older-2");
        assertThat(phone.slot(others)).containsText(phone.text("slot.FULL"));
        day.answer();
        assertThat(phone.slot(others)).containsText(phone.text("slot.FULL"));
        cancelled(other);
        assertThat(phone.slot(others)).containsText(phone.text("slot.OPEN"));
    }

    @Test
    void onesOwnReservationIsNotHiddenByAnOlderList() {
        String slot = PageTown.slot("list", "b1", PageTown.today().plusDays(1), 10);
        Device phone = devices.phone("en").as("list-1");
        Held list = held(phone, "/v1/me/reservations\\?", () -> phone.open("/#/mine"));
        phone.send("POST", "/v1/reservations", 201, new JsonObject().put("slots", new JsonArray().add(slot)));
        Locator mine = phone.page().locator(".reservation");
        assertThat(mine).hasCount(1);
        list.answer();
        assertThat(mine).hasCount(1);
    }

    /** A request whose answer is there and has not reached the page. */
    private record Held(Device device, Route route, APIResponse response) {
        void answer() {
            route.fulfill(new Route.FulfillOptions().setResponse(response));
            // Once it is taken, and drawn.
            device.page().evaluate("new Promise((done) => setTimeout(done, 500))");
        }
    }

    private static Held held(Device device, String path, Runnable act) {
        List<Route> asked = new ArrayList<>();
        // Not for one time only: what is held would go on by itself when nobody listens any more.
        device.context.route(Pattern.compile(path), route -> {
            if (asked.isEmpty()) asked.add(route);
            else route.resume();
        });
        act.run();
        device.context.waitForCondition(() -> !asked.isEmpty());
        return new Held(device, asked.getFirst(), asked.getFirst().fetch());
    }

    private static String at(int hour) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                PageTown.today().plusDays(1).atTime(hour, 0).atZone(PageTown.ZONE));
    }

    /** Somebody else's browser, which has this slot. */
    private Device book(String slot, String subject) {
        Device other = devices.desktop("en").as(subject);
        other.openSlot(slot);
        other.button("book.now").click();
        assertThat(other.sheet().getByRole(AriaRole.STATUS)).containsText(other.text("outcome.CONFIRMED"));
        return other;
    }

    private static void cancelled(Device booked) {
        booked.open("/#/mine");
        booked.page().onceDialog(Dialog::accept);
        booked.button("cancel.CONFIRMED").click();
        assertThat(booked.said("state.CANCELLED")).isVisible();
    }

    private static void assertAlternatives(Device device, String slot) {
        assertThat(device.sheet()).containsText(device.text("book.instead"));
        Locator alternatives = device.sheet().locator("a.button[href*='slot=']");
        assertThat(alternatives).not().hasCount(0);
        assertThat(alternatives.first())
                .hasAttribute("href", Pattern.compile("#/station/.*slot=(?!" + Pattern.quote(slot) + ").*"));
        assertThat(alternatives.first()).containsText(":00");
    }
}
