package io.yizhan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The page of a draw, with what an engine has published of one that it carried out, and with what somebody has changed in it. */
@InBrowser
final class DrawIT {
    @RegisterExtension
    final Devices devices = new Devices();

    private static JsonObject proof() throws IOException {
        try (InputStream file = Objects.requireNonNull(DrawIT.class.getResourceAsStream("/draw/proof.json"))) {
            return new JsonObject(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static String id() throws IOException {
        return proof().getString("id");
    }

    private static void publish(Device device, Consumer<JsonObject> change) throws IOException {
        JsonObject proof = proof();
        change.accept(proof);
        device.context.route(Pattern.compile("/v1/draws/.*/proof$"), route -> json(route, proof));
        // Another city's, whose names nobody has to know.
        device.context.route(Pattern.compile("/v1/stations/sh-"), Route::abort);
        device.expects(Device.NO_ANSWER);
    }

    private static void atClose(JsonObject draw) {
        for (String name : new String[] {"secret", "seed"}) draw.remove(name);
        draw.getJsonArray("order").clear();
        draw.put("state", "CLOSED");
    }

    @ParameterizedTest
    @MethodSource("io.yizhan.browser.Looks#languages")
    void whoeverLooksSeesThatItHolds(String language) throws IOException {
        Device phone = devices.narrow(language);
        publish(phone, it -> {});
        Page page = phone.open("/draw/" + id());
        assertThat(phone.said("draw.check.right")).isVisible();
        assertThat(page).hasURL(Pattern.compile("/#/draw/" + id().replace(".", "[.]") + "$"));
        assertThat(page.locator("tbody tr")).hasCount(11);
        assertThat(page.locator("tbody tr").first()).containsText(phone.text("draw.came.WON"));
        page.locator("summary").click();
        assertThat(page.locator("pre")).containsText("25be3c789b32c88d40229a73e9b0ecd3");
        Look.at(phone, "a draw that holds");
    }

    /** Each in its own way: an entry put in, one made heavier, another secret, another seed, another order, one who left hidden. */
    @ParameterizedTest
    @CsvSource({"put in, lines", "heavier, lines", "secret, secret", "seed, seed", "order, order", "hidden, chain"})
    void whoeverLooksSeesWhatDoesNotHold(String change, String wrong) throws IOException {
        Device phone = devices.narrow("en");
        publish(phone, it -> {
            switch (change) {
                case "put in" -> it.put("text", it.getString("text") + "13\t" + "ab".repeat(16) + "\t1\n");
                case "heavier" -> it.put("text", it.getString("text").replaceFirst("\t1\n", "\t4\n"));
                case "secret" -> it.put("secret", "00".repeat(32));
                case "seed" -> it.put("seed", "00".repeat(32));
                case "order" -> it.getJsonArray("order").getJsonObject(0).put("number", 6);
                case "hidden" -> it.getJsonArray("left").clear();
                default -> throw new AssertionError(change);
            }
        });
        Page page = phone.open("/#/draw/" + id());
        assertThat(page.locator("#checked")).containsText(phone.text("draw.check.wrong"));
        assertThat(page.locator("#checked")).containsText(phone.text("draw.wrong." + wrong));
        Look.at(phone, "a draw that does not hold");
    }

    @Test
    void whoeverLooksBeforeSeesWhatIsStillMissing() throws IOException {
        Device phone = devices.narrow("en");
        publish(phone, it -> {
            atClose(it);
            it.put("level", 3).put("source", "双色球").put("secondCommitment", "00".repeat(32));
        });
        Page page = phone.open("/#/draw/" + id());
        assertThat(phone.said("draw.state.CLOSED")).isVisible();
        assertThat(page.locator(".note")).containsText(phone.text("draw.said.secondSecret"));
        assertThat(page.locator(".note")).containsText(phone.text("draw.said.external"));
        assertThat(page.locator("#checked")).hasCount(0);
        Look.at(phone, "a draw that has closed");
    }

    /** What the second keeper has told is published by the desk, once the engine has said that it fits. */
    @ParameterizedTest
    @MethodSource("io.yizhan.browser.Looks#languages")
    void theDeskSeesWhatIsMissingAndSaysIt(String language) throws IOException {
        Device desk = devices.narrow(language)
                .as(new JsonObject().put("subject", "draws-a").put("roles", new JsonArray().add("admin")));
        Page page = desk.open("/desk#/draws");
        assertThat(desk.said("desk.draws.none")).isVisible();
        Look.at(desk, "no draws");

        JsonObject draw = proof();
        atClose(draw);
        draw.put("level", 3).put("source", "双色球 <b>").put("secondCommitment", "00".repeat(32));
        draw.put("secret", "11".repeat(32)).put("revealsBy", draw.getString("closesAt"));
        List<JsonObject> told = new CopyOnWriteArrayList<>();
        desk.context.route(
                Pattern.compile("/v1/admin/draws$"),
                route -> json(route, new JsonObject().put("draws", new JsonArray().add(draw))));
        desk.context.route(Pattern.compile("/v1/admin/draws/.*/(parts|windows)"), route -> {
            told.add(new JsonObject(route.request().postData())
                    .put("preview", route.request().url().endsWith("?preview=true")));
            json(route, draw);
        });
        desk.context.route(Pattern.compile("/v1/stations/sh-"), Route::abort);
        desk.expects(Device.NO_ANSWER);
        page.reload();
        assertThat(page.locator(".card.draw .warned")).containsText(desk.text("draw.said.secondSecret"));
        assertThat(desk.button("desk.draws.give.EXTERNAL")).hasCount(0);
        Look.at(desk, "draws");
        desk.button("desk.draws.give.SECOND_SECRET").click();
        assertThat(desk.said("desk.draws.give.first")).isVisible();
        assertThat(desk.button("desk.draws.give.yes")).hasCount(0);
        page.locator("input[name=value]").fill("22".repeat(32));
        page.locator("input[name=reason]").fill("公证");
        assertThat(desk.button("desk.draws.give.yes")).isVisible();
        Look.at(desk, "a part to say");
        desk.button("desk.draws.give.yes").click();
        assertThat(page.locator("dialog .done")).containsText(desk.text("desk.draws.given"));
        Assertions.assertThat(told.getLast())
                .isEqualTo(new JsonObject()
                        .put("part", "SECOND_SECRET")
                        .put("value", "22".repeat(32))
                        .put("reason", "公证")
                        .put("preview", false));
        page.locator("dialog .row .primary").click();
        desk.button("desk.draws.window").click();
        assertThat(page.locator("dialog .plan")).isVisible();
        Look.at(desk, "another window");
        Assertions.assertThat(told.getLast().getInteger("windowMin")).isEqualTo(60);
        Assertions.assertThat(told.getLast().getBoolean("preview")).isTrue();
    }

    private static void json(Route route, JsonObject body) {
        route.fulfill(new FulfillOptions().setContentType("application/json").setBody(body.encode()));
    }

    @Test
    void thatThereIsNoSuchDrawIsSaid() {
        Device phone = devices.narrow("en").expects("status of 404");
        Page page = phone.open("/draw/nowhere");
        assertThat(page.locator(".refused")).isVisible();
        Look.at(phone, "no such draw");
    }
}
