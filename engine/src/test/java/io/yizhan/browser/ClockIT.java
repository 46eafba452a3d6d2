package io.yizhan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Clock.InstallOptions;
import com.microsoft.playwright.Page;
import io.yizhan.town.PageTown;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time as the engine has it, whatever a device thinks or has missed. */
@InBrowser
@Tag("long")
final class ClockIT {
    @RegisterExtension
    final Devices devices = new Devices();

    @ParameterizedTest
    @ValueSource(ints = {-60, 60})
    void aCountdownIsRightOnADeviceWhoseClockIsNot(int aheadMin) {
        Device phone = devices.phone("en").as("clock" + aheadMin);
        Instant wrong = Instant.now().plus(Duration.ofMinutes(aheadMin));
        phone.context.clock().install(new InstallOptions().setTime(wrong.toEpochMilli()));
        Page page =
                phone.openSlot(PageTown.slot("asleep", "b1", PageTown.today().plusDays(1), aheadMin > 0 ? 10 : 12));
        phone.button("book.hold").tap();

        assertThat(phone.sheet().locator(".countdown")).hasText(Pattern.compile("^(1:[345]\\d|2:0[01])$"));
        String first = phone.sheet().locator(".countdown").innerText();
        assertThat(phone.sheet().locator(".countdown")).not().hasText(first);
        Duration ahead = Duration.between(
                Instant.now(), Instant.parse((String) page.evaluate("() => new Date().toISOString()")));
        assertThat(ahead.toMinutes()).as("the clock was set").isBetween(aheadMin - 2L, aheadMin + 2L);
    }

    /** Nothing of it runs, for longer than what it shows can last. */
    @Test
    void aPhoneThatSleptShowsWhatIsSoAsSoonAsItWakes() {
        Device phone = devices.phone("zh").as("asleep-1");
        Page page = phone.openSlot(PageTown.slot("asleep", "gym", PageTown.today(), 12));
        phone.button("book.hold").tap();
        assertThat(phone.button("hold.confirm")).isVisible();
        CDPSession session = phone.context.newCDPSession(page);

        lifecycle(session, "frozen");
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(4L * PageTown.HOLD_SHORT_S))
                .until(() -> phone.reservations().getFirst().getString("state").equals("EXPIRED"));
        lifecycle(session, "active");
        assertThat(phone.sheet()).containsText(phone.text("outcome.EXPIRED"));
        assertThat(phone.button("hold.confirm")).isHidden();
    }

    private static void lifecycle(CDPSession session, String state) {
        JsonObject asked = new JsonObject();
        asked.addProperty("state", state);
        session.send("Page.setWebLifecycleState", asked);
    }
}
