package io.yizhan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonObject;
import io.yizhan.town.PageTown;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a member does every week, and what goes wrong on the way. */
@InBrowser
final class BookingIT {
    @RegisterExtension
    final Devices devices = new Devices();

    @Test
    void isThreeTapsFromTheListOfStationsAndShowsItsPassAndCanBeCancelled() {
        Device phone = devices.phone("zh").as("way-1");
        Page page = phone.open("/");
        String slot = PageTown.slot("way", "b1", PageTown.today(), 12);

        phone.page()
                .getByRole(AriaRole.LINK)
                .filter(new Locator.FilterOptions()
                        .setHasText(PageTown.stationName("way").zh()))
                .tap();
        phone.slot(slot).tap();
        phone.button("book.now").tap();
        assertThat(phone.sheet().getByRole(AriaRole.STATUS)).containsText(phone.text("outcome.CONFIRMED"));

        phone.link("book.pass").tap();
        Locator pass = page.getByAltText(phone.text("pass.alt"));
        assertThat(pass).isVisible();
        page.waitForFunction("image => image.complete && image.naturalWidth > 0", pass.elementHandle());
        assertThat(phone.said("state.CONFIRMED")).isVisible();
        assertThat(phone.reservations()).singleElement().satisfies(it -> {
            assertThat(it.getString("state")).isEqualTo("CONFIRMED");
            assertThat(it.getJsonArray("slots").encode()).isEqualTo("[\"" + slot + "\"]");
        });

        page.onceDialog(Dialog::accept);
        phone.button("cancel.CONFIRMED").tap();
        assertThat(phone.said("state.CANCELLED")).isVisible();
        assertThat(pass).isHidden();
        assertThat(phone.reservations().getFirst().getString("state")).isEqualTo("CANCELLED");
        phone.openSlot(slot);
        assertThat(phone.button("book.now")).isVisible();
    }

    @Test
    void twoTapsBookOnce() {
        Device phone = devices.phone("en").as("twice-1");
        Page page = phone.openSlot(PageTown.slot("twice", "b1", PageTown.today().plusDays(1), 10));
        List<Request> bookings = bookings(page);

        phone.button("book.now").evaluate("button => { button.click(); button.click(); }");
        assertThat(phone.sheet().getByRole(AriaRole.STATUS)).containsText(phone.text("outcome.CONFIRMED"));
        assertThat(bookings).hasSize(1);
        assertThat(phone.reservations()).hasSize(1);
    }

    /** The engine has it, and nobody heard, not even by the member's stream: each try shows the same key, and finds what the first has done. */
    @Test
    void aRetryAfterALostAnswerBooksNothingTwice() {
        Device phone = devices.phone("zh").as("lost-1").expects(Device.NO_ANSWER);
        phone.context.route("**/v1/me/live", Route::abort);
        boolean[] deaf = {true};
        loseAnswers(phone, deaf);
        Page page = phone.openSlot(PageTown.slot("lost", "b1", PageTown.today().plusDays(1), 10));
        List<Request> bookings = bookings(page);

        phone.button("book.now").tap();
        assertThat(phone.said("problem.no-answer")).isVisible();
        assertThat(phone.sheet()).not().containsText(phone.text("outcome.CONFIRMED"));
        assertThat(phone.reservations()).hasSize(1);
        deaf[0] = false;
        phone.button("again").tap();
        assertThat(phone.sheet().getByRole(AriaRole.STATUS)).containsText(phone.text("outcome.CONFIRMED"));
        assertThat(phone.reservations()).hasSize(1);
        assertThat(bookings).hasSizeGreaterThan(1);
        assertThat(bookings)
                .extracting(it -> it.headerValue("Idempotency-Key"))
                .containsOnly(bookings.getFirst().headerValue("Idempotency-Key"));
    }

    @Test
    void whatAnAnswerWouldHaveSaidTheMembersStreamSays() {
        Device phone = devices.phone("zh").as("lost-2").expects(Device.NO_ANSWER);
        loseAnswers(phone, new boolean[] {true});
        phone.openSlot(PageTown.slot("lost", "b1", PageTown.today().plusDays(1), 12));

        phone.button("book.now").tap();
        assertThat(phone.sheet()).containsText(phone.text("book.already", "state", phone.text("state.CONFIRMED")));
        assertThat(phone.button("again")).isHidden();
        assertThat(phone.reservations()).hasSize(1);
    }

    /** Bookings reach the engine, and what it says gets lost for as long as this is so. */
    private static void loseAnswers(Device device, boolean[] deaf) {
        device.context.route("**/v1/reservations", route -> {
            if (!isBooking(route.request()) || !deaf[0]) {
                route.resume();
                return;
            }
            route.fetch();
            route.abort();
        });
    }

    @Test
    void isSeenInEveryTabOfTheSameMember() {
        Device phone = devices.desktop("en").as("tabs-1");
        Page other = phone.context.newPage();
        other.navigate("/#/mine");
        assertThat(other.getByText(phone.text("mine.none"))).isVisible();
        String slot = PageTown.slot("tabs", "b1", PageTown.today().plusDays(1), 10);
        phone.openSlot(slot);

        phone.button("book.now").click();
        assertThat(phone.sheet().getByRole(AriaRole.STATUS)).containsText(phone.text("outcome.CONFIRMED"));
        assertThat(other.locator(".reservation")).hasCount(1);
        assertThat(other.locator(".reservation")).containsText(phone.text("state.CONFIRMED"));
        assertThat(phone.slot(slot)).containsText(phone.text("state.CONFIRMED"));

        other.onceDialog(Dialog::accept);
        other.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(phone.text("cancel.CONFIRMED")))
                .click();
        assertThat(phone.sheet()).containsText(phone.text("outcome.CANCELLED"));
        assertThat(phone.slot(slot)).containsText(phone.text("slot.OPEN"));
    }

    /** Those that were sent from now on, not what was only asked. */
    private static List<Request> bookings(Page page) {
        List<Request> all = new ArrayList<>();
        page.onRequest(request -> {
            if (isBooking(request)) all.add(request);
        });
        return all;
    }

    private static boolean isBooking(Request request) {
        return request.method().equals("POST")
                && request.url().endsWith("/v1/reservations")
                && !new JsonObject(request.postData()).getString("mode").equals("preview");
    }
}
