package io.yizhan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.town.PageTown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever has booked for several invites them, and each has a pass on a phone of their own. */
@InBrowser
final class CompanionsIT {
    @RegisterExtension
    final Devices devices = new Devices();

    private static String booked(Device holder, int hour, int party) {
        return holder.send(
                        "POST",
                        "/v1/reservations",
                        201,
                        new JsonObject()
                                .put(
                                        "slots",
                                        new JsonArray()
                                                .add(PageTown.slot(
                                                        "along",
                                                        "b1",
                                                        PageTown.today().plusDays(1),
                                                        hour)))
                                .put("party", party)
                                .put("mode", "confirm"))
                .getString("id");
    }

    private static Locator in(Page page, Device device, String key) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(device.text(key)));
    }

    @ParameterizedTest
    @MethodSource("io.yizhan.browser.Looks#languages")
    void whoIsInvitedAcceptsAndIsSeenToComeAlongAndIsReplaced(String language) {
        Device holder = devices.narrow(language).as("along-" + language);
        String id = booked(holder, language.equals("zh") ? 10 : 11, 3);
        Page mine = holder.open("/#/reservation/" + id);
        holder.button("companions.inviteOne").click();
        Locator link = mine.locator(".companions li a");
        assertThat(link).hasCount(1);
        assertThat(mine.locator(".companions li")).containsText(holder.text("invitation.OPEN"));
        Look.at(holder, "one who was invited");

        Device companion = devices.narrow(language);
        Page invited = companion.open(link.getAttribute("href").replaceFirst(".*#", "/#"));
        assertThat(companion.said("invitation.signIn")).isVisible();
        Look.at(companion, "an invitation, and nobody is signed in");
        companion.as("along-c-" + language);
        invited.reload();
        assertThat(companion.button("invitation.accept")).isVisible();
        Look.at(companion, "an invitation");
        companion.button("invitation.accept").click();
        assertThat(invited.locator(".pass img")).isVisible();
        assertThat(invited.locator("h1")).hasText(companion.text("companion.title"));
        Look.at(companion, "a companion's pass");
        // By the message that whoever has booked gets of it.
        assertThat(mine.locator(".companions li")).containsText(holder.text("invitation.ACCEPTED"));
        companion.open("/#/mine");
        assertThat(invited.locator(".reservation")).containsText(companion.text("companion.badge"));
        Look.at(companion, "where one comes along");

        mine.onceDialog(Dialog::accept);
        in(mine, holder, "companions.end.ACCEPTED").click();
        assertThat(mine.locator(".companions li")).hasCount(0);
        assertThat(invited.locator(".reservation")).hasCount(0);
        companion.open("/#/companion/" + id);
        assertThat(companion.said("companion.WITHDRAWN")).isVisible();
        assertThat(invited.locator(".pass")).hasCount(0);
    }

    @Test
    void whoCanNotComeGivesThePassBack() {
        Device holder = devices.phone("en").as("along-h");
        String id = booked(holder, 12, 2);
        Page mine = holder.open("/#/reservation/" + id);
        holder.button("companions.inviteOne").click();
        String path = mine.locator(".companions li a").getAttribute("href").replaceFirst(".*#", "/#");
        assertThat(holder.button("companions.inviteOne")).hasCount(0);

        Device companion = devices.phone("en").as("along-l");
        Page coming = companion.open(path);
        companion.button("invitation.accept").click();
        coming.onceDialog(Dialog::accept);
        companion.button("companion.leave").click();
        assertThat(companion.said("companion.LEFT")).isVisible();
        assertThat(coming.locator(".pass")).hasCount(0);
        // There is room for somebody else.
        assertThat(holder.button("companions.inviteOne")).isVisible();
    }

    @Test
    void whatIsNoInvitationIsSaidToBeNone() {
        Device somebody = devices.phone("zh").as("along-n").expects("status of 404");
        Page page = somebody.open("/#/invitation/AAAAAAAAAAEB-nonsense-nonsense-nonse");
        assertThat(page.locator(".refused")).isVisible();
        assertThat(somebody.button("invitation.accept")).hasCount(0);
    }

    @Test
    void whoBooksForThemselvesAloneIsAskedNothing() {
        Device alone = devices.phone("en").as("along-a");
        String id = booked(alone, 13, 1);
        Page page = alone.open("/#/reservation/" + id);
        assertThat(page.locator(".pass img")).isVisible();
        assertThat(page.locator(".companions")).hasCount(0);
        assertThat(page.content()).doesNotContain(alone.text("companions.title"));
    }
}
