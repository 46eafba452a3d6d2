package io.yizhan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.town.PageTown;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who somebody is, and when that ends. */
@InBrowser
final class SessionIT {
    private static final String UNAUTHORIZED = "status of 401";

    @RegisterExtension
    final Devices devices = new Devices();

    @Test
    void whoseSessionEndsIsAskedToSignInAndComesBackToWhereTheyWere() {
        Device phone = devices.phone("zh").expects(UNAUTHORIZED);
        phone.as(person("expired-1", "member").put("name", "李四"));
        String slot = PageTown.slot("expired", "b1", PageTown.today().plusDays(1), 10);
        Page page = phone.openSlot(slot);
        assertThat(page.locator("#account")).containsText("李四");
        assertThat(phone.button("book.now")).isVisible();

        devices.desktop("zh")
                .as(person("expired-a", "admin"))
                .send(
                        "DELETE",
                        "/v1/admin/members/expired-1/sessions",
                        200,
                        new JsonObject().put("reason", "lost phone"));
        assertThat(phone.sheet()).containsText(phone.text("book.signIn"));
        assertThat(phone.button("book.now")).isHidden();
        assertThat(page.locator("#account")).not().containsText("李四");
        phone.sheet().getByRole(AriaRole.LINK).first().tap();
        page.locator("input[name=subject]").fill("expired-1");
        page.locator("input[name=name]").fill("王五");
        page.locator("button").first().tap();
        assertThat(phone.button("book.now")).isVisible();
        assertThat(page.url()).endsWith(Device.path(slot));
        assertThat(page.locator("#account")).containsText("王五");
        phone.button("book.now").tap();
        assertThat(phone.sheet().getByRole(AriaRole.STATUS)).containsText(phone.text("outcome.CONFIRMED"));
    }

    @Test
    void whoeverIsNoMemberIsNotAskedAboutAgainAndAgain() {
        Device desk = devices.desktop("en").expects("status of 403");
        desk.as(person("expired-o", "operator").put("stations", new JsonArray().add("t-expired")));
        AtomicInteger asked = new AtomicInteger();
        desk.context.onRequest(request -> {
            if (request.url().endsWith("/v1/session")) asked.incrementAndGet();
        });
        Page page = desk.open("/");
        assertThat(page.locator("#account")).containsText("expired-o");
        assertThat(page.locator(".stations li").first()).isVisible();
        // A while in which nothing is to happen.
        page.waitForTimeout(1_500);
        assertThat(asked.get()).isLessThan(4);
    }

    private static JsonObject person(String subject, String role) {
        return new JsonObject().put("subject", subject).put("roles", new JsonArray().add(role));
    }
}
