package io.yizhan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Addresses that are told of events, at the desk: added, with a secret that is shown once, in trouble, and removed. */
@InBrowser
final class WebhooksIT {
    /** Where nobody listens. */
    private static final String URL = "http://127.0.0.1:9/";

    @RegisterExtension
    final Devices devices = new Devices();

    @ParameterizedTest
    @MethodSource("io.yizhan.browser.Looks#languages")
    void anAddressIsAddedLookedAtAndRemoved(String language) {
        Device desk = devices.desktop(language)
                .expects("status of 4(04|22)")
                .as(new JsonObject().put("subject", "hooks-a").put("roles", new JsonArray().add("admin")));
        Page page = desk.open("/desk#/webhooks");
        desk.button("desk.webhooks.add").click();
        Locator dialog = page.locator("dialog.act");
        Locator add = dialog.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(desk.text("desk.webhooks.add")));
        dialog.locator("input[type=url]").fill("http://10.0.0.1/");
        assertThat(dialog.locator(".refused")).isVisible();
        assertThat(add).hasCount(0);
        dialog.locator("input[type=url]").fill(URL + language);
        dialog.locator("summary").click();
        dialog.getByText("reservation.placed").click();
        assertThat(dialog.locator(".plan")).containsText("reservation.placed");
        dialog.locator("input[type=checkbox]").first().check();
        assertThat(dialog.locator(".plan .warned")).isVisible();
        Look.at(desk, "adding a webhook");
        add.click();
        assertThat(dialog.locator(".done")).isVisible();
        dialog.locator(".row .primary").click();

        String secret = page.locator("code.long").textContent();
        assertThat(secret).startsWith("whsec_");
        Locator card = page.locator(".cards > li").filter(new Locator.FilterOptions().setHasText(URL + language));
        assertThat(card).containsText("reservation.placed");
        assertThat(card).containsText(desk.text("desk.webhooks.persons"));
        Look.at(desk, "a webhook and its secret");
        page.reload();
        assertThat(card).isVisible();
        assertThat(page.locator("code.long")).hasCount(0);

        card.getByRole(AriaRole.BUTTON).click();
        dialog.locator(".hazard").click();
        assertThat(dialog.locator(".done")).hasText(desk.text("desk.webhooks.removed"));
        dialog.locator(".row .primary").click();
        assertThat(card).hasCount(0);
    }

    /** What no server does at will is answered in its place. */
    @ParameterizedTest
    @MethodSource("io.yizhan.browser.Looks#languages")
    void oneInTroubleSaysSinceWhenAndWhatItDidNotTake(String language) {
        Device desk = devices.narrow(language)
                .as(new JsonObject().put("subject", "hooks-b").put("roles", new JsonArray().add("admin")));
        JsonObject webhook = new JsonObject()
                .put("id", "w-7")
                .put("url", "https://broker.example/" + "very-long-path-".repeat(8))
                .put("types", new JsonArray())
                .put("persons", false)
                .put("createdBy", "a-1")
                .put("createdAt", "2026-11-20T10:00:00+08:00")
                .put("state", "RETRYING")
                .put("through", 1_234)
                .put("delivered", 1)
                .put("deadLetters", 1)
                .put("failingSince", "2026-11-21T10:00:00+08:00")
                .put("attempts", 7)
                .put("nextTryAt", "2026-11-21T14:00:00+08:00")
                .put("problem", "answered 503");
        JsonObject letter = new JsonObject()
                .put("seq", 1_200)
                .put("givenUpAt", "2026-11-20T12:00:00+08:00")
                .put("attempts", 20)
                .put("problem", "no answer in time")
                .put("resending", false);
        Page page = desk.open("/desk");
        answer(
                page,
                "**/v1/admin/webhooks",
                new JsonObject().put("webhooks", new JsonArray().add(webhook)).put("types", new JsonArray()));
        answer(
                page,
                "**/v1/admin/webhooks/w-7/dead-letters",
                new JsonObject().put("deadLetters", new JsonArray().add(letter)));
        desk.open("/desk#/webhooks");
        assertThat(page.locator(".warned")).containsText("answered 503");
        page.locator(".cards summary").click();
        assertThat(page.locator(".cards details")).containsText("no answer in time");
        Look.at(desk, "a webhook in trouble");
    }

    private static void answer(Page page, String path, JsonObject body) {
        page.route(
                path,
                route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(body.encode())));
    }
}
