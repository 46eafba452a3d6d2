package io.yizhan.loadtest.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.RequestOptions;
import io.yizhan.loadtest.Failure;
import java.util.Map;
import java.util.UUID;

/** Somebody in front of a page, signed in where they have a role. */
final class Visitor implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double WAIT_MS = 30_000;

    final Page page;
    private final BrowserContext context;
    private String token = "";

    private Visitor(BrowserContext context) {
        this.context = context;
        context.setDefaultTimeout(WAIT_MS);
        page = context.newPage();
    }

    /** What they look at it with. */
    enum Device {
        PHONE(390, 844),
        DESKTOP(1280, 900),
        TELEVISION(1920, 1080);

        final int width;
        final int height;

        Device(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    static Visitor at(Browser browser, String url, Device device, String language, boolean dark) {
        boolean phone = device == Device.PHONE;
        return new Visitor(browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(url)
                .setLocale(language.equals("zh") ? "zh-CN" : "en-GB")
                .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setViewportSize(device.width, device.height)
                .setHasTouch(phone)
                .setIsMobile(phone)));
    }

    /** By a token of the development mode, which becomes a session as a page has it. */
    void signIn(Map<String, Object> claims) {
        token = send("POST", "/dev/tokens", claims).path("token").asText();
        send("POST", "/v1/session?cookie=true", Map.of());
    }

    JsonNode send(String method, String path, Map<String, Object> body) {
        RequestOptions request = RequestOptions.create()
                .setMethod(method)
                .setHeader("Content-Type", "application/json")
                .setHeader("Idempotency-Key", UUID.randomUUID().toString());
        if (!token.isEmpty()) request.setHeader("Authorization", "Bearer " + token);
        if (!body.isEmpty()) request.setData(body);
        APIResponse answer = context.request().fetch(path, request);
        if (!answer.ok()) throw new Failure(method + " " + path + ": " + answer.status() + " " + answer.text());
        try {
            return JSON.readTree(answer.body());
        } catch (java.io.IOException malformed) {
            throw new Failure(method + " " + path + " gave no JSON", malformed);
        }
    }

    /** Until all of these are there to be seen, with their pictures. */
    void waitFor(String... selectors) {
        for (String it : selectors) {
            try {
                page.waitForSelector(it);
            } catch (PlaywrightException missing) {
                throw new Failure(page.url() + " does not show " + it);
            }
        }
        page.waitForFunction(
                "() => document.fonts.status === 'loaded' && [...document.images].every((it) => it.complete)");
    }

    /** Scrolls, within the page and within what scrolls in it, until this is where it can be seen: at the top where {@code block} is start. */
    void scrollTo(String selector, String block) {
        page.locator(selector)
                .first()
                .evaluate("(it, block) => it.scrollIntoView({block, inline: 'center', behavior: 'instant'})", block);
    }

    @Override
    public void close() {
        context.close();
    }
}
