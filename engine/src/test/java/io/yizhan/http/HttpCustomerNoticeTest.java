package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.HearsErrors;
import io.yizhan.core.Claims;
import io.yizhan.core.OrderCommand;
import io.yizhan.core.OrderKey;
import io.yizhan.core.OrderOutcome;
import io.yizhan.core.OrderView;
import io.yizhan.core.Outcome;
import io.yizhan.core.SlotKey;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.sequencer.Caller;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** At the desk, somebody has a booking partner tell its customer something. It is 10:00 on 21 November 2026. */
@HearsErrors
class HttpCustomerNoticeTest {
    private static final UUID ORDER = UUID.fromString("6f1b1e0a-2f6d-4b5e-9d3c-2f8d5a1c7e40");
    private static final OrderKey KEY =
            new OrderKey("b-1", ORDER.getMostSignificantBits(), ORDER.getLeastSignificantBits());
    private static final int AT_18_MIN = (int) (HttpEngine.START_MS / 60_000) + 8 * 60;

    @AutoClose
    private final HttpEngine engine = new HttpEngine();

    private final Caller writer = new Caller(engine);
    private final String operator =
            engine.client.token("{\"roles\":[\"operator\"],\"subject\":\"o-1\",\"stations\":[\"s-1\"]}");

    private List<String> items;

    @BeforeEach
    void book() {
        long slot = SlotKey.of(engine.directory.venueNo("s-1-gym"), AT_18_MIN);
        Outcome booked =
                writer.call(new OrderCommand.BookOrder(KEY, "b-1 c", Claims.NONE, new long[] {slot, slot}, 1, 2, "{}"));
        assertThat(booked).isInstanceOf(OrderOutcome.OrderStands.class);
        items = ((OrderOutcome.OrderStands) booked)
                .order().items().stream()
                        .map(OrderView.Item::reservationId)
                        .map(ReservationIds::format)
                        .toList();
    }

    private Answer notice(String token, String reservation, String query, String body) {
        String path = "/v1/admin/reservations/" + reservation + "/notice" + query;
        return engine.client.sendJson("Bearer " + token, "POST", path, body, "Accept-Language", "en");
    }

    private static String body(String text) {
        return "{\"notice\":\"" + text + "\"}";
    }

    private String kept() {
        Outcome found = writer.call(new OrderCommand.FindOrder(KEY));
        return ((OrderOutcome.OrderStands) found).order().notice();
    }

    @Test
    void theNoticeStandsWithTheWholeOrderUntilItIsTakenBack() {
        Answer given = notice(operator, items.getFirst(), "", body("请走侧门 Side door"));
        assertThat(given.status()).as(given.body()).isEqualTo(200);
        assertThat(given.json().getString("order")).isEqualTo(ORDER.toString());
        assertThat(given.json().getString("notice")).isEqualTo("请走侧门 Side door");
        assertThat(kept()).isEqualTo("请走侧门 Side door");

        Answer now = notice(operator, items.getLast(), "?preview=true", body("something else"));
        assertThat(now.json()).as("as it stands, by another item").isEqualTo(given.json());
        assertThat(kept()).isEqualTo("请走侧门 Side door");

        assertThat(notice(operator, items.getLast(), "", body("")).json().getString("notice"))
                .isEmpty();
        assertThat(kept()).isEmpty();
        assertThat(engine.audit.acts).hasSize(2);
    }

    @Test
    void onlyThePartnersOwnCanBeToldByIt() {
        String members = engine.client
                .reserve("m-1", slots("s-1-gym.20261121T1800"))
                .json()
                .getString("id");
        Answer refused = notice(operator, members, "", body("Side door"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("no-order");
        writer.call(new OrderCommand.EraseOrder(KEY));
        assertThat(notice(operator, items.getFirst(), "", body("Side door")).code())
                .as("given up")
                .isEqualTo("no-order");
        assertThat(engine.audit.acts).isEmpty();
    }

    @Test
    void whatIsElsewhereLooksAsIfItWereNotThere() {
        String other = engine.client.token("{\"roles\":[\"operator\"],\"subject\":\"o-2\",\"stations\":[\"s-2\"]}");
        for (Answer refused : List.of(
                notice(other, items.getFirst(), "", body("Side door")),
                notice(operator, "r-zzzz", "", body("Side door")),
                notice(operator, "x", "", body("Side door"))))
            assertThat(refused.code()).as(refused.body()).isEqualTo("reservation-unknown");
        assertThat(kept()).isEmpty();
    }

    @Test
    void takesUpTo500CharactersThatCanBeShown() {
        for (String wrong : List.of(
                "{}",
                "[]",
                "{\"notice\":1}",
                "{\"notice\":\"a\",\"why\":\"b\"}",
                body("a\\nb"),
                body(" "),
                body("\\u0000"),
                body("长".repeat(501))))
            assertThat(notice(operator, items.getFirst(), "", wrong).code())
                    .as(wrong)
                    .isEqualTo("body-invalid");
        String longest = "🏸".repeat(500);
        assertThat(notice(operator, items.getFirst(), "", body(longest)).json().getString("notice"))
                .isEqualTo(longest);
    }
}
