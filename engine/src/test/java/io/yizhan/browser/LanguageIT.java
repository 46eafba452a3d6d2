package io.yizhan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.yizhan.town.PageTown;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The other language, wherever one is. */
@InBrowser
final class LanguageIT {
    @RegisterExtension
    final Devices devices = new Devices();

    @Test
    void staysWhereOneWasAndIsRemembered() {
        Device phone = devices.phone("zh").as("tongue-1");
        Texts english = Texts.of("en");
        String place = "/#/station/t-tongue?date=" + PageTown.today().plusDays(1) + "&kind=BADMINTON";
        Page page = phone.open(place);
        assertThat(page.locator("h1")).hasText(PageTown.stationName("tongue").zh());
        assertThat(page.locator("tbody tr")).hasCount(2);

        phone.button("page.otherLanguage").tap();
        assertThat(page.locator("h1")).hasText(PageTown.stationName("tongue").en());
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        assertThat(page.locator("tbody tr")).hasCount(2);
        assertThat(page.locator("tbody th").first()).hasText("Court 1");
        assertThat(URI.create(page.url()).getFragment()).isEqualTo(place.substring(2));

        phone.open("/#/activities?kind=LECTURE");
        assertThat(page.getByText(english.get("activities.none"))).isVisible();
        page.getByText(english.get("page.otherLanguage")).tap();
        assertThat(phone.said("activities.none")).isVisible();
        assertThat(page.url()).endsWith("/#/activities?kind=LECTURE");
        page.getByText("English").tap();
        assertThat(page.getByText(english.get("activities.none"))).isVisible();
        // Whatever the browser would rather have.
        Page another = phone.context.newPage();
        another.navigate("/");
        assertThat(another.locator("h1")).hasText(english.get("find.title"));
    }
}
