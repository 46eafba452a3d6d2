package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.core.NoticeKind;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.region.DirectoryIndex;
import io.yizhan.notice.Notice;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What members are told, and where they want to be written to, over real HTTP. */
@HearsErrors
class HttpNoticesTest {
    private static final String INBOX = "/v1/me/notifications";
    private static final String CONTACT = "/v1/me/contact";

    @AutoClose
    private final HttpEngine engine = new HttpEngine();

    private final HttpClient client = engine.client;

    private void tell(String member, long no, NoticeKind kind, long untilMs, String reason) {
        long slot = new DirectoryIndex(engine.directory).slotIds.parse("s-1-b1.20261121T1800");
        engine.inbox.tell(
                member, new Notice(no, kind, 7, new long[] {slot}, HttpEngine.START_MS + no, untilMs, reason));
    }

    private JsonObject inbox(String member, String query, String language) {
        Answer answer =
                client.get(INBOX + query, "Authorization", "Bearer " + member(member), "Accept-Language", language);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private String member(String subject) {
        return client.token("{\"roles\":[\"member\"],\"subject\":\"" + subject + "\"}");
    }

    private static List<String> of(JsonObject page, String field) {
        return page.getJsonArray("notifications").stream()
                .map(it -> ((JsonObject) it).getString(field))
                .toList();
    }

    @Test
    void tellsTheNewestFirstAndToNobodyElse() {
        for (int no = 1; no <= 5; no++) tell("m-1", no, NoticeKind.CONFIRMED, 0, "");
        tell("m-2", 6, NoticeKind.CONFIRMED, 0, "");
        JsonObject first = inbox("m-1", "?limit=2", "en");
        assertThat(of(first, "id")).containsExactly("n-5", "n-4");
        JsonObject second = inbox("m-1", "?limit=2&after=" + first.getString("next"), "en");
        assertThat(of(second, "id")).containsExactly("n-3", "n-2");
        JsonObject last = inbox("m-1", "?limit=2&after=" + second.getString("next"), "en");
        assertThat(of(last, "id")).containsExactly("n-1");
        assertThat(last.containsKey("next")).isFalse();
    }

    @Test
    void saysInBothLanguagesWhatItIsAndWhereToLookForSomethingElse() {
        long hourMs = 3_600_000;
        tell("m-1", 1, NoticeKind.OFFERED, HttpEngine.START_MS + hourMs, "");
        tell("m-1", 2, NoticeKind.CLOSED, 0, "屋顶{0}漏水 <b>");
        tell("m-1", 3, NoticeKind.STRIKE, HttpEngine.START_MS + hourMs, "");
        JsonObject zh = inbox("m-1", "", "zh");
        JsonObject en = inbox("m-1", "", "en");
        assertThat(of(en, "text").get(2)).contains("Take it by 21 Nov, 11:00").contains("21 Nov, 18:00");
        assertThat(of(zh, "text").get(2)).contains("请在 11月21日 11:00 前确认");
        assertThat(of(en, "text").get(1)).endsWith("Reason: 屋顶{0}漏水 <b>");
        assertThat(of(en, "text").get(0)).contains("you can book again from 21 Nov, 11:00");
        JsonObject closed = en.getJsonArray("notifications").getJsonObject(1);
        assertThat(closed.getString("reason")).isEqualTo("屋顶{0}漏水 <b>");
        String elsewhere = closed.getString("alternatives");
        assertThat(client.get(elsewhere).status()).as(elsewhere).isEqualTo(200);
        assertThat(closed.getJsonArray("slots").getString(0)).isEqualTo("s-1-b1.20261121T1800");
    }

    private Answer set(String body) {
        return client.sendJson("Bearer " + member("m-1"), "PUT", CONTACT, body);
    }

    private Answer contact() {
        return client.getAs("m-1", CONTACT);
    }

    @Test
    void keepsWhereAMemberWantsToBeWrittenTo() {
        assertThat(contact().json()).isEqualTo(new JsonObject("{\"mail\":true}"));
        String wanted = "{\"email\":\"m-1@example.org\",\"language\":\"en\",\"kinds\":[\"OFFERED\",\"REMINDER\"]}";
        assertThat(set(wanted).status()).isEqualTo(200);
        assertThat(contact().json()).isEqualTo(new JsonObject(wanted).put("mail", true));
        JsonObject export = client.getAs("m-1", "/v1/me/export").json();
        assertThat(export.getJsonObject("contact")).isEqualTo(new JsonObject(wanted));
        assertThat(set("{}").status()).isEqualTo(200);
        assertThat(contact().json().containsKey("email")).isFalse();
    }

    @Test
    void refusesWhatIsNoAddressAndWhatWouldEndALineOfALettersHead() {
        for (String email : List.of(
                "m-1",
                "m@",
                "@x.org",
                "m@localhost",
                "m @x.org",
                "m\\r\\nBcc: all@x.org@x.org",
                "m@x.org\\r\\nBcc: all@x.org",
                "m@x..org",
                "<m@x.org>",
                "m@x.org,n@x.org",
                "m@[127.0.0.1]",
                "用户@x.org")) {
            Answer answer = set("{\"email\":\"" + email + "\",\"language\":\"zh\"}");
            assertThat(answer.status()).as(email).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("body-invalid");
        }
        for (String body : List.of(
                "{\"email\":\"m@x.org\"}",
                "{\"language\":\"zh\"}",
                "{\"email\":\"m@x.org\",\"language\":\"fr\"}",
                "{\"email\":\"m@x.org\",\"language\":\"zh\",\"kinds\":[\"EVERYTHING\"]}",
                "{\"email\":\"m@x.org\",\"language\":\"zh\",\"phone\":\"1\"}"))
            assertThat(set(body).status()).as(body).isEqualTo(400);
    }

    @Test
    void saysSoWhereTheDatabaseIsAway() {
        engine.inbox.away = new IOException("away");
        for (String path : List.of(INBOX, CONTACT)) {
            Answer away = client.getAs("m-1", path);
            assertThat(away.status()).isEqualTo(503);
            assertThat(away.code()).isEqualTo("notifications-unavailable");
        }
        assertThat(client.getAs("m-1", INBOX + "?after=n-0").status()).isEqualTo(400);
    }
}
