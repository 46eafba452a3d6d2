package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a page is told of whoever looks at it. */
@HearsErrors
final class HttpWhoAmITest {
    private static final String PATH = "/v1/session";
    private static final JsonObject NOBODY =
            new JsonObject().put("signedIn", false).put("signIn", "DEVELOPMENT");

    @AutoClose
    private final HttpEngine engine = new HttpEngine();

    private Answer told(String... headers) {
        Answer answer = engine.client.get(PATH, headers);
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        return answer;
    }

    private String cookie(String claims) {
        String bearer = "Bearer " + engine.client.token(claims);
        return engine.client
                .send("POST", PATH + "?cookie=true", "", "Authorization", bearer)
                .header("set-cookie")
                .split(";", 2)[0];
    }

    /** Pages ask whenever they are opened, and a refusal would be an error in their console. */
    @Test
    void isNobodyWhoShowsNothing() {
        Answer answer = told();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(NOBODY);
        assertThat(answer.header("set-cookie")).isEmpty();
    }

    @Test
    void isWhomTheTokenOrTheSessionIsOf() {
        String claims = "{\"subject\":\"m-1\",\"roles\":[\"member\",\"else\"],\"name\":\" 张三 \",\"expiresInS\":600}";
        JsonObject expected = new JsonObject()
                .put("signedIn", true)
                .put("signIn", "DEVELOPMENT")
                .put("subject", "m-1")
                .put("name", "张三")
                .put("roles", List.of("member"));
        assertThat(told("Authorization", "Bearer " + engine.client.token(claims))
                        .json())
                .isEqualTo(expected.copy().put("expiresAt", "2026-11-21T10:10:00+08:00"));
        assertThat(told("Cookie", cookie(claims)).json())
                .isEqualTo(expected.copy().put("expiresAt", "2026-11-21T14:00:00+08:00"));
        for (String name : List.of("1", "\"\"", "\" \"", "null", "[\"a\"]", '"' + "x".repeat(101) + '"'))
            assertThat(told("Cookie", cookie("{\"roles\":[],\"name\":" + name + "}"))
                            .json()
                            .fieldNames())
                    .as(name)
                    .containsExactlyInAnyOrder("signedIn", "signIn", "subject", "roles", "expiresAt");
    }

    @Test
    void takesAwayACookieOfWhatIsOver() {
        String ended = cookie("{\"roles\":[\"member\"]}");
        engine.client.send("DELETE", PATH, "", "Cookie", ended, "Sec-Fetch-Site", "same-origin");
        for (String cookie : List.of(ended, "yizhan-session=x", ended + "x")) {
            Answer answer = told("Cookie", cookie);
            assertThat(answer.status()).as(cookie).isEqualTo(200);
            assertThat(answer.json()).as(cookie).isEqualTo(NOBODY);
            assertThat(answer.header("set-cookie"))
                    .as(cookie)
                    .startsWith("yizhan-session=;")
                    .contains("Max-Age=0");
        }
    }

    /** Whoever shows one means it. */
    @Test
    void refusesABearerThatIsNotGood() {
        assertThat(told("Authorization", "Bearer x").code()).isEqualTo("token-invalid");
        String token = engine.client.token("{\"roles\":[\"member\"],\"expiresInS\":60}");
        engine.nowMs.addAndGet(91_000);
        assertThat(told("Authorization", "Bearer " + token).code()).isEqualTo("token-expired");
        assertThat(told("Authorization", "Bearer " + token, "Cookie", "yizhan-session=x")
                        .code())
                .isEqualTo("token-expired");
    }
}
