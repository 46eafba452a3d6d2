package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.core.Arrival;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.order.OrderRecord;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What partners are told of their orders, from what the rows have of them. */
@HearsErrors
final class HttpOrdersFeedTest {
    private static final String FEED = "orders-rpde";
    private static final UUID FIRST = UUID.fromString("7c9e6679-7425-40de-944b-e07fc1f90ae7");
    private static final UUID SECOND = UUID.fromString("7c9e6679-7425-40de-944b-e07fc1f90ae8");

    @AutoClose
    private final HttpEngine engine = new HttpEngine();

    private final PartnerClient partner = new PartnerClient(engine, "b-1");

    private Reservation reservation(ReservationState state, long cameAtMs, Reservation.@Nullable Loss loss) {
        long startMs = engine.nowMs.get() + 3_600_000;
        long slot = SlotKey.of(engine.directory.venueNo("s-1-gym"), (int) (startMs / 60_000));
        return new Reservation(
                7,
                "b-1 c",
                state,
                new long[] {slot},
                1,
                0,
                0,
                0,
                startMs + 3_600_000,
                1,
                0,
                new Arrival(0, 0, cameAtMs, false),
                loss);
    }

    private void known(UUID uuid, long seq, boolean erased, String notice, Reservation... items) {
        engine.orders.orders.add(new OrderRecord(uuid, seq, erased, "", notice, List.of(items)));
    }

    private JsonObject page(String query) {
        Answer answer = partner.send("GET", FEED + query, "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("application/vnd.openactive.booking+json; version=1");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        return answer.json();
    }

    private static JsonObject item(JsonObject page, int order, int item) {
        return page.getJsonArray("items")
                .getJsonObject(order)
                .getJsonObject("data")
                .getJsonArray("orderedItem")
                .getJsonObject(item);
    }

    @Test
    void tellsEachItemOfAnOrderThatHasChanged() {
        known(
                FIRST,
                12,
                false,
                "Please use the side door.",
                reservation(ReservationState.CANCELLED, 0, new Reservation.OfPlace(false, "The hall is closed.")),
                reservation(ReservationState.CANCELLED, 0, null),
                reservation(ReservationState.COMPLETED, 1, null),
                reservation(ReservationState.COMPLETED, 0, null),
                reservation(ReservationState.NO_SHOW, 0, null),
                reservation(ReservationState.CONFIRMED, 0, null));
        JsonObject page = page("");
        assertThat(page.getString("next")).endsWith("/openactive/api/orders-rpde?afterChangeNumber=12");
        assertThat(page.containsKey("license")).isFalse();
        assertThat(page.getJsonArray("items").getJsonObject(0).getString("id")).isEqualTo(FIRST.toString());
        List<String> states = List.of(
                "SellerCancelled",
                "CustomerCancelled",
                "AttendeeAttended",
                "OrderItemConfirmed",
                "AttendeeAbsent",
                "OrderItemConfirmed");
        for (int i = 0; i < states.size(); i++) {
            JsonObject told = item(page, 0, i);
            assertThat(told.getString("orderItemStatus")).isEqualTo("https://openactive.io/" + states.get(i));
            assertThat(told.getString("customerNotice")).isEqualTo("Please use the side door.");
            assertThat(told.getString("@id")).isEqualTo(partner.order(FIRST.toString()) + "#/orderedItem/" + (i + 1));
            assertThat(told.containsKey("accessPass")).isEqualTo(i == 5);
        }
        assertThat(item(page, 0, 0).getString("cancellationMessage")).isEqualTo("The hall is closed.");
        assertThat(page.encode()).doesNotContain("customer\"", "broker");
    }

    @Test
    void endsWithAPageThatIsItsOwnNext() {
        String end = page("").getString("next");
        assertThat(end).endsWith(FEED);
        known(FIRST, 12, false, "", reservation(ReservationState.NO_SHOW, 0, null));
        known(SECOND, 15, true, "");
        JsonObject rest = page("?afterChangeNumber=12");
        assertThat(rest.getJsonArray("items").getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("state", "deleted")
                        .put("kind", "Order")
                        .put("id", SECOND.toString())
                        .put("modified", 15));
        JsonObject last = page("?afterChangeNumber=0015");
        assertThat(last.getJsonArray("items")).isEmpty();
        assertThat(last.getString("next")).endsWith("?afterChangeNumber=0015");
    }

    @Test
    void saysWhatIsWrongAndWhenItCannotTell() {
        for (String number : List.of("-1", "x", "1e3", "9".repeat(19))) {
            Answer answer = partner.send("GET", FEED + "?afterChangeNumber=" + number, "");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().getString("@type")).isEqualTo("OpenBookingError");
        }
        engine.orders.away = true;
        Answer away = partner.send("GET", FEED, "");
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.json().getString("@type")).isEqualTo("TemporarilyUnableToUpdateOrderError");
        assertThat(away.header("retry-after")).isEqualTo("1");
    }

    @Test
    void anOrderThatIsOverIsToldAsTheRowsHaveIt() {
        known(FIRST, 12, false, "", reservation(ReservationState.COMPLETED, 1, null));
        known(SECOND, 13, true, "");
        Answer over = partner.status(FIRST.toString());
        assertThat(over.status()).as(over.body()).isEqualTo(200);
        assertThat(over.json().getJsonArray("orderedItem").getJsonObject(0).getString("orderItemStatus"))
                .isEqualTo("https://openactive.io/AttendeeAttended");
        assertThat(partner.status(SECOND.toString()).status()).isEqualTo(410);
    }
}
