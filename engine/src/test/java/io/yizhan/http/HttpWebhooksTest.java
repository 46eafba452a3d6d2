package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.event.EventType;
import io.yizhan.webhook.DeadLetter;
import io.yizhan.webhook.Webhook;
import io.yizhan.webhook.Webhooks;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that are told of events, as admins say which; over real HTTP. */
@HearsErrors
class HttpWebhooksTest {
    private static final String PATH = "/v1/admin/webhooks";
    /** Of the public internet, and nothing is sent there: nobody tells anything here. */
    private static final String URL = "https://93.184.215.14/hook";

    @AutoClose
    private final HttpEngine engine = new HttpEngine();

    private final HttpClient client = engine.client;
    private final String admin = client.token("{\"roles\":[\"admin\"],\"subject\":\"a-1\"}");

    private Answer ask(String method, String path, String body) {
        return client.sendJson("Bearer " + admin, method, path, body, "Accept-Language", "en");
    }

    private static String body(String url) {
        return new JsonObject().put("url", url).encode();
    }

    private JsonObject created(String body) {
        Answer answer = ask("POST", PATH, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json();
    }

    private List<JsonObject> list() {
        return ask("GET", PATH, "").json().getJsonArray("webhooks").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    /** What the audit has been told of, in order. */
    private List<String> acts() {
        String program = client.token("{\"roles\":[\"integrator\"],\"subject\":\"i-1\"}");
        return client
                .sendJson("Bearer " + program, "GET", "/v1/events?after=0&limit=1000", "")
                .json()
                .getJsonArray("events")
                .stream()
                .map(JsonObject.class::cast)
                .filter(it -> it.getString("type").equals("operator.acted"))
                .map(it -> it.getJsonObject("data").getString("act"))
                .toList();
    }

    @Test
    void anAddressIsAddedLookedAtAndRemoved() {
        assertThat(list()).isEmpty();
        assertThat(ask("GET", PATH, "").json().getJsonArray("types"))
                .containsExactlyElementsOf(
                        Arrays.stream(EventType.values()).map(it -> it.text).toList());

        JsonObject made = created(new JsonObject()
                .put("url", URL)
                .put("types", new JsonArray().add("reservation.placed"))
                .put("persons", true)
                .put("reason", "a broker")
                .encode());
        assertThat(made.getString("secret")).startsWith("whsec_").hasSizeGreaterThan(30);
        String id = made.getString("id");
        assertThat(list()).singleElement().satisfies(it -> {
            assertThat(it.getString("id")).isEqualTo(id);
            assertThat(it.getString("url")).isEqualTo(URL);
            assertThat(it.getJsonArray("types")).containsExactly("reservation.placed");
            assertThat(it.getBoolean("persons")).isTrue();
            assertThat(it.getString("createdBy")).isEqualTo("a-1");
            assertThat(it.getString("state")).isEqualTo("ACTIVE");
            assertThat(it.containsKey("secret")).as("shown once").isFalse();
        });
        assertThat(ask("DELETE", PATH + "/" + id + "?preview=true", "").json().getInteger("changed"))
                .isZero();
        assertThat(list()).hasSize(1);
        assertThat(ask("DELETE", PATH + "/" + id, "").json().getInteger("changed"))
                .isEqualTo(1);
        assertThat(list()).isEmpty();
        assertThat(ask("DELETE", PATH + "/" + id, "").json().getString("code")).isEqualTo("webhook-unknown");
        assertThat(acts()).containsExactly("CREATE_WEBHOOK", "DELETE_WEBHOOK");
    }

    @Test
    void aPreviewLooksAtTheAddressAndAddsNothing() {
        Answer looked = ask("POST", PATH + "?preview=true", body(URL));
        assertThat(looked.status()).isEqualTo(200);
        assertThat(looked.json().getString("url")).isEqualTo(URL);
        assertThat(looked.json().containsKey("secret")).isFalse();
        assertThat(list()).isEmpty();
        assertThat(acts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/hook",
                "https://[::1]/hook",
                "https://10.1.2.3/hook",
                "https://169.254.169.254/latest/meta-data",
                "https://0x7f000001/",
                "http://93.184.215.14:0/",
                "ftp://93.184.215.14/",
                "https://user:secret@93.184.215.14/",
                "no address"
            })
    void anAddressThatIsNotEverybodysIsRefused(String url) {
        Answer answer = ask("POST", PATH, body(url));
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.json().getString("code")).isEqualTo("webhook-address-refused");
        assertThat(answer.json().getString("detail")).isNotBlank();
        assertThat(list()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                       | url
                    {"url":""}                                               | url
                    {"url":7}                                                | url
                    {"url":"https://93.184.215.14/","types":["nonsense"]}    | types
                    {"url":"https://93.184.215.14/","types":"all"}           | types
                    {"url":"https://93.184.215.14/","persons":"yes"}         | persons
                    {"url":"https://93.184.215.14/","after":-1}              | after
                    {"url":"https://93.184.215.14/","after":1e3}             | after
                    {"url":"https://93.184.215.14/","secret":"mine"}         | secret
                    """)
    void aBodyThatIsWrongIsToldWhere(String body, String field) {
        Answer answer = ask("POST", PATH, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(field);
        assertThat(list()).isEmpty();
    }

    @Test
    void whatIsYetToComeCanNotBeBehindAnAddress() {
        Answer answer = ask(
                "POST",
                PATH,
                new JsonObject().put("url", URL).put("after", 999_999).encode());
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().getString("code")).isEqualTo("events-ahead");
        assertThat(answer.json().getLong("last")).isLessThan(999_999);
    }

    @Test
    void thereIsALimit() {
        for (int i = 0; i < Webhooks.MAX; i++) created(body(URL + i));
        Answer answer = ask("POST", PATH, body(URL));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().getString("code")).isEqualTo("webhooks-exceeded");
        assertThat(answer.json().getInteger("limit")).isEqualTo(Webhooks.MAX);
    }

    @Test
    void whatWasGivenUpIsListedAndSentAgain() {
        String id = created(body(URL)).getString("id");
        int no = Objects.requireNonNull(engine.webhooks.byNo.keySet().iterator().next());
        engine.webhooks.dead.put(no, List.of(new DeadLetter(12, 1_000, 20, "answered 503", false)));
        String path = PATH + "/" + id + "/dead-letters";
        JsonArray letters = ask("GET", path, "").json().getJsonArray("deadLetters");
        assertThat(letters).hasSize(1);
        assertThat(letters.getJsonObject(0).getLong("seq")).isEqualTo(12);
        assertThat(letters.getJsonObject(0).getString("problem")).isEqualTo("answered 503");
        assertThat(ask("POST", path + "?preview=true", "").json().getInteger("changed"))
                .isZero();
        assertThat(acts()).containsExactly("CREATE_WEBHOOK");
        assertThat(ask("POST", path, "").json().getInteger("changed")).isEqualTo(1);
        assertThat(acts()).containsExactly("CREATE_WEBHOOK", "RESEND_DEAD_LETTERS");
    }

    @Test
    void oneThatTakesNothingSaysSinceWhen() {
        engine.webhooks.byNo.put(
                3, new Webhook(3, URL, Set.of(), false, "a-1", 1, 5, 4, 2_000, 7, 9_000, "answered 503", 2));
        assertThat(list()).singleElement().satisfies(it -> {
            assertThat(it.getString("state")).isEqualTo("RETRYING");
            assertThat(it.getInteger("attempts")).isEqualTo(7);
            assertThat(it.getString("problem")).isEqualTo("answered 503");
            assertThat(it.getInteger("deadLetters")).isEqualTo(2);
            assertThat(it.getString("failingSince")).isNotNull();
            assertThat(it.getString("nextTryAt")).isNotNull();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"w-9", "w-0", "w-", "nonsense", "w-99999999999999999999", "w--1"})
    void anAddressThatIsNotThereIsUnknown(String id) {
        created(body(URL));
        for (Answer answer : List.of(
                ask("DELETE", PATH + "/" + id, ""),
                ask("GET", PATH + "/" + id + "/dead-letters", ""),
                ask("POST", PATH + "/" + id + "/dead-letters", ""))) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(404);
            assertThat(answer.json().getString("code")).isEqualTo("webhook-unknown");
        }
        assertThat(list()).hasSize(1);
    }

    @Test
    void whereTheRowsAreAwayItIsSaidAndNothingIsAdded() {
        engine.webhooks.away = new IOException("no route");
        for (Answer answer : List.of(ask("GET", PATH, ""), ask("POST", PATH, body(URL)))) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().getString("code")).isEqualTo("webhooks-unavailable");
        }
        engine.webhooks.away = null;
        assertThat(list()).isEmpty();
    }
}
