package io.yizhan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.yizhan.town.PageTown;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Without a mouse and without a finger. */
@InBrowser
final class KeyboardIT {
    private static final int STEPS_MAX = 80;

    /** Where one does not see where one is: no ring around it, or all of it is behind something else. */
    private static final String UNSEEN = """
            () => {
              const it = document.activeElement;
              const style = getComputedStyle(it);
              const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
              const box = it.getBoundingClientRect();
              const inFront = [.1, .5, .9].some(x => [.1, .5, .9].some(y => {
                const top = document.elementFromPoint(box.x + box.width * x, box.y + box.height * y);
                return top && (it.contains(top) || top.contains(it));
              }));
              return ring && inFront ? '' : `${it.outerHTML.slice(0, 150)} ring: ${ring}, in front: ${inFront}`;
            }
            """;

    @RegisterExtension
    final Devices devices = new Devices();

    @Test
    void leadsFromTheFirstLinkToABookingAndBackToWhereOneWas() {
        Device phone = devices.narrow("en").as("keys-1");
        Page page = phone.open("/");
        assertThat(page.locator(".stations li").first()).isVisible();
        assertThat(page.locator(".hit").first()).isVisible();
        page.keyboard().press("Tab");
        assertThat(phone.link("page.skip")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("main")).isFocused();

        tabTo(
                page,
                "it => it.matches('a.station') && it.textContent.includes('"
                        + PageTown.stationName("keys").en() + "')");
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText(PageTown.stationName("keys").en());
        assertThat(page.locator("main")).isFocused();
        assertThat(page.locator("tbody tr").first()).isVisible();
        tabTo(page, "it => it.matches('[data-slot]')");
        String first = focusedSlot(page);
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowDown");
        String slot = focusedSlot(page);
        assertThat(slot).isNotEqualTo(first).contains("-b2.");
        assertSeen(page);

        page.keyboard().press("Enter");
        assertThat(phone.button("book.now")).isVisible();
        assertThat((Boolean)
                        page.evaluate("() => document.querySelector('dialog[open]').contains(document.activeElement)"))
                .isTrue();
        tabTo(page, "it => it.textContent.trim() === '" + phone.text("book.now") + "'");
        page.keyboard().press("Enter");
        assertThat(phone.sheet().getByRole(AriaRole.STATUS)).containsText(phone.text("outcome.CONFIRMED"));
        assertThat(page.locator("#sheet-title")).isFocused();
        page.keyboard().press("Escape");
        assertThat(phone.sheet()).isHidden();
        assertThat(phone.slot(slot)).isFocused();
        assertThat(phone.slot(slot)).containsText(phone.text("state.CONFIRMED"));
        assertThat(page).not().hasURL(Pattern.compile("slot="));
    }

    private static String focusedSlot(Page page) {
        return (String) page.evaluate("() => document.activeElement.dataset.slot ?? document.activeElement.outerHTML");
    }

    private static void tabTo(Page page, String wanted) {
        for (int step = 0; step < STEPS_MAX; step++) {
            page.keyboard().press("Tab");
            if ((Boolean) page.evaluate("() => document.activeElement === document.body")) continue;
            assertSeen(page);
            if ((Boolean) page.evaluate("() => (" + wanted + ")(document.activeElement)")) return;
        }
        throw new AssertionError("not reached by " + STEPS_MAX + " steps: " + wanted);
    }

    private static void assertSeen(Page page) {
        assertThat((String) page.evaluate(UNSEEN)).isEmpty();
    }
}
