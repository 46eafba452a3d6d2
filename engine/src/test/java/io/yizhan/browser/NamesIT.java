package io.yizhan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.town.PageTown;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that would be HTML, turn their surroundings around, or are endless: they are shown as what they are, and stay where they are. */
@InBrowser
final class NamesIT {
    private static final LocalDate DAY = PageTown.today().plusDays(1);

    /** Whose text turns what follows it around must be on its own. */
    private static final String TURNS_OTHERS = """
            () => {
              const found = [];
              const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              for (let it = texts.nextNode(); it; it = texts.nextNode())
                if (/[\\u202E\\u2067]/.test(it.data) && !it.parentElement.closest('bdi, .unseen, option')) found.push(it.parentElement.outerHTML.slice(0, 200));
              return found;
            }
            """;

    @RegisterExtension
    final Devices devices = new Devices();

    @ParameterizedTest
    @CsvSource({"zh, 9", "en, 12"})
    void areShownAsTheyAreAndHarmNothing(String language, int hour) {
        List<String> run = new ArrayList<>();
        Device phone = devices.narrow(language).expects(Device.REFUSAL);
        phone.context.onDialog(dialog -> {
            run.add(dialog.message());
            dialog.dismiss();
        });
        String name = language.equals("zh") ? PageTown.HTML : PageTown.LONG;
        String member = language.equals("zh") ? PageTown.TURNED : PageTown.HTML;
        phone.as(new JsonObject()
                .put("subject", "hostile-" + language)
                .put("name", member)
                .put("roles", new JsonArray().add("member")));

        Page page = phone.open("/#/?q=" + (language.equals("zh") ? "onerror" : "WWW"));
        assertThat(page.locator(".stations li")).hasCount(1);
        assertThat(page.locator(".stations li b")).hasText(name);
        assertThat(page.locator("#account")).containsText(member);
        assertHarmless(phone, "list");
        phone.openSlot(PageTown.slot(PageTown.HOSTILE, "b1", DAY, hour));
        assertThat(page.locator("h1")).hasText(name);
        assertThat(page.locator("tbody th").first()).hasText(PageTown.TURNED);
        assertThat(phone.button("book.now")).isVisible();
        assertHarmless(phone, "station and sheet");
        phone.button("book.now").click();
        assertThat(phone.sheet().getByRole(AriaRole.STATUS)).containsText(phone.text("outcome.CONFIRMED"));
        assertHarmless(phone, "sheet, booked");
        phone.link("book.pass").click();
        assertThat(page.locator("h1")).hasText(PageTown.TURNED);
        assertHarmless(phone, "reservation");

        // What one is offered instead is by name, too.
        Device other = devices.desktop(language).as("hostile-other");
        other.send("POST", "/v1/reservations", 201, booking(PageTown.slot(PageTown.HOSTILE, "b1", DAY, hour + 1)));
        phone.openSlot(PageTown.slot(PageTown.HOSTILE, "b1", DAY, hour + 1));
        assertThat(phone.sheet().locator("a.button[href*='slot=']").first()).isVisible();
        assertThat(phone.sheet()).containsText("Z");
        assertHarmless(phone, "sheet, refused");
        phone.open("/#/mine");
        assertThat(page.locator(".reservation")).hasCount(1);
        assertHarmless(phone, "mine");
        phone.open("/#/activities");
        assertThat(page.locator(".hit", new Page.LocatorOptions().setHasText("👩"))
                        .first())
                .isVisible();
        assertHarmless(phone, "activities");
        assertThat(run).isEmpty();
    }

    private static JsonObject booking(String slot) {
        return new JsonObject()
                .put("slots", new JsonArray().add(slot))
                .put("party", 1)
                .put("mode", "confirm");
    }

    private static void assertHarmless(Device device, String state) {
        assertThat(device.page().locator("img[src=x]")).hasCount(0);
        assertThat((List<?>) device.page().evaluate(Look.STICKS_OUT)).as(state).isEmpty();
        assertThat((List<?>) device.page().evaluate(TURNS_OTHERS)).as(state).isEmpty();
    }
}
