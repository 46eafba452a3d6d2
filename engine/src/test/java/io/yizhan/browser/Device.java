package io.yizhan.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Somebody's browser, with storage and cookies of its own. What its pages complain of is a fault, unless the test has said that it expects it. */
final class Device {
    /** By which a browser tells that an engine has said no; that is what a test looks at itself. */
    static final String REFUSAL = "status of 4(09|22)";
    /** By which it tells that nobody has answered. */
    static final String NO_ANSWER = "net::ERR_|occurred when fetching the script";

    /** A page asks again, as it is told to. */
    private static final String BUSY = "status of 503";

    private static final List<String> OWN_SCHEMES = List.of("data:", "blob:");

    final BrowserContext context;
    final Texts texts;
    private final String url;
    private final List<String> faults = new ArrayList<>();
    private final List<Pattern> expected = new ArrayList<>();
    private @Nullable Page page;
    private String token = "";

    Device(BrowserContext context, String url, Texts texts) {
        this.context = context;
        this.url = url;
        this.texts = texts;
        expects(BUSY);
        context.setDefaultTimeout(Devices.WAIT_MS);
        context.onConsoleMessage(this::heard);
        context.onWebError(error -> faults.add("thrown: " + error.error()));
        context.onRequest(this::asked);
    }

    private void heard(ConsoleMessage message) {
        // What a policy forbids is told here as well.
        if (message.type().equals("error")) faults.add("console: " + message.text() + " (" + message.location() + ")");
    }

    private void asked(Request request) {
        if (!request.url().startsWith(url) && OWN_SCHEMES.stream().noneMatch(request.url()::startsWith))
            faults.add("another host was asked: " + request.url());
    }

    /** That a page complains of this is no fault here. */
    Device expects(String complaint) {
        expected.add(Pattern.compile(complaint));
        return this;
    }

    List<String> faults() {
        return faults.stream()
                .filter(it -> expected.stream()
                        .noneMatch(pattern -> pattern.matcher(it).find()))
                .toList();
    }

    /** Signed in from now on, by the cookie that a page's session has. */
    Device as(String subject) {
        return as(new JsonObject()
                .put("subject", subject)
                .put("name", subject)
                .put("roles", new JsonArray().add("member")));
    }

    Device as(JsonObject claims) {
        RequestOptions body = RequestOptions.create()
                .setMethod("POST")
                .setHeader("Content-Type", "application/json")
                .setData(claims.encode());
        token = ask("/dev/tokens", 200, body).getString("token");
        send("POST", "/v1/session?cookie=true", 201, null);
        return this;
    }

    /** As who it is, without a page. */
    JsonObject send(String method, String path, int status, @Nullable JsonObject body) {
        RequestOptions request = RequestOptions.create()
                .setMethod(method)
                .setHeader("Idempotency-Key", UUID.randomUUID().toString())
                .setHeader("Authorization", "Bearer " + token);
        if (body != null) request.setHeader("Content-Type", "application/json").setData(body.encode());
        return ask(path, status, request);
    }

    JsonObject get(String path) {
        return ask(path, 200, RequestOptions.create());
    }

    /** Where the engine has too much to do, as at its start, once more. */
    private JsonObject ask(String path, int status, RequestOptions request) {
        // By this thread alone, whose all of this is.
        return await().pollInSameThread()
                .atMost(Duration.ofMillis((long) Devices.WAIT_MS))
                .ignoreExceptionsMatching(Busy.class::isInstance)
                .until(() -> answer(path, status, request), it -> true);
    }

    private JsonObject answer(String path, int status, RequestOptions request) {
        APIResponse answer = context.request().fetch(path, request);
        if (answer.status() == 503) throw new Busy(answer.text());
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return new JsonObject(answer.text());
    }

    private static final class Busy extends RuntimeException {
        Busy(String problem) {
            super(problem);
        }
    }

    /** All reservations of its member, the newest first. */
    List<JsonObject> reservations() {
        return get("/v1/me/reservations?limit=100").getJsonArray("reservations").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    Page open(String path) {
        if (page == null) page = context.newPage();
        page.navigate(path);
        return page;
    }

    Page page() {
        if (page == null) throw new IllegalStateException("nothing was opened");
        return page;
    }

    /** That what is meant by a key is said in this device's language. */
    String text(String key, String... values) {
        return texts.get(key, values);
    }

    Locator button(String key, String... values) {
        return named(AriaRole.BUTTON, text(key, values));
    }

    Locator link(String key, String... values) {
        return named(AriaRole.LINK, text(key, values));
    }

    Locator named(AriaRole role, String name) {
        return page().getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Somewhere on its page, to be seen; the first where it is there twice. */
    Locator said(String key, String... values) {
        return page().getByText(text(key, values))
                .filter(new Locator.FilterOptions().setVisible(true))
                .first();
    }

    Locator slot(String slot) {
        return page().locator("[data-slot='" + slot + "']");
    }

    Locator sheet() {
        return page().locator("dialog.sheet[open]");
    }

    /** The station of a test, at a day, with a slot's sheet open where one is given. */
    Page openSlot(String slot) {
        return open(path(slot));
    }

    static String path(String slot) {
        String date = slot.replaceFirst(".*\\.(\\d{4})(\\d\\d)(\\d\\d)T.*", "$1-$2-$3");
        return "/#/station/" + slot.replaceFirst("-[^-]+\\..*", "") + "?date=" + date + "&slot=" + slot;
    }
}
