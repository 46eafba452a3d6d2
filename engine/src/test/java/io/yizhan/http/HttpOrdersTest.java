package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Booking partners order by the Open Booking API. It is 10:00 on 21 November 2026. */
@HearsErrors
class HttpOrdersTest {
    private static final String GYM = "s-1-gym.20261121T1700";
    private static final String COURT = "s-1-b1.20261121T1900";
    private static final String MAIL = "wang@example.org";

    @AutoClose
    private final HttpEngine engine = engine();

    private final PartnerClient partner = new PartnerClient(engine, "b-1");
    private final PartnerClient other = new PartnerClient(engine, "b-2");
    private final String uuid = PartnerClient.uuid();

    HttpEngine engine() {
        return new HttpEngine();
    }

    private static JsonObject item(Answer answer, int i) {
        return answer.json().getJsonArray("orderedItem").getJsonObject(i);
    }

    private static String error(Answer answer, int i) {
        JsonArray errors = item(answer, i).getJsonArray("error");
        return errors == null ? "" : errors.getJsonObject(0).getString("@type");
    }

    private static List<String> errors(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(409);
        return IntStream.range(0, answer.json().getJsonArray("orderedItem").size())
                .mapToObj(i -> error(answer, i))
                .toList();
    }

    private static void refused(Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/vnd.openactive.booking+json; version=1");
        assertThat(answer.json().getString("@type")).as(answer.body()).isEqualTo(type);
        assertThat(answer.json().getInteger("statusCode")).isEqualTo(status);
        assertThat(answer.json().getString("description")).isNotBlank();
    }

    private static Answer ok(Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return answer;
    }

    private int remaining(String slot) {
        return engine.client.slot(slot).getInteger("remaining");
    }

    @Test
    void aQuoteBecomesAnOrder() {
        int free = remaining(GYM);
        Answer c1 = ok(partner.c1(uuid, partner.quote(GYM, COURT)), 200);
        assertThat(item(c1, 0).getJsonObject("orderedItem").getInteger("remainingUses"))
                .as("its own hold is there for it")
                .isEqualTo(free);
        assertThat(c1.json().getJsonObject("lease").getString("leaseExpires")).startsWith("2026-11-21T");
        assertThat(c1.json().containsKey("customer")).isFalse();
        assertThat(remaining(GYM)).isEqualTo(free - 1);
        assertThat(remaining(COURT)).isZero();

        Answer c2 = ok(partner.c2(uuid, partner.quoteFor(MAIL, GYM, COURT)), 200);
        assertThat(c2.json().getJsonObject("customer").getString("email")).isEqualTo(MAIL);
        assertThat(remaining(GYM)).isEqualTo(free - 1);

        JsonObject order = partner.orderFor(MAIL, GYM, COURT);
        Answer b = ok(partner.b(uuid, order), 201);
        assertThat(item(b, 1).getString("@id")).isEqualTo(partner.order(uuid) + "#/orderedItem/2");
        assertThat(item(b, 1).getString("orderItemStatus")).isEqualTo("https://openactive.io/OrderItemConfirmed");
        assertThat(item(b, 1).getJsonArray("accessCode").getJsonObject(0).getString("description"))
                .startsWith("r-");
        assertThat(remaining(GYM)).isEqualTo(free - 1);
        assertThat(ok(partner.b(uuid, order), 201).json()).isEqualTo(b.json());

        Answer status = ok(partner.status(uuid), 200);
        assertThat(item(status, 0).containsKey("position")).isFalse();
        assertThat(status.json().getJsonObject("customer")).isEqualTo(b.json().getJsonObject("customer"));
    }

    @Test
    void itsPassIsDrawnForWhoeverHasItsText() {
        Answer b = ok(partner.b(uuid, partner.orderFor(MAIL, GYM)), 201);
        JsonObject pass = item(b, 0).getJsonArray("accessPass").getJsonObject(0);
        String path = URI.create(pass.getString("url")).getPath();
        assertThat(path).endsWith(pass.getString("text"));
        assertThat(engine.client.get(path).header("content-type")).isEqualTo("image/png");
        assertThat(engine.client.get(path.substring(0, path.length() - 4)).status())
                .isEqualTo(404);
        assertThat(engine.client.get("/openactive/passes/x").status()).isEqualTo(404);
    }

    @Test
    void eachItemIsToldWhatSpeaksAgainstIt() {
        ok(partner.b(PartnerClient.uuid(), partner.orderFor("a@example.org", COURT)), 201);
        ok(partner.c1(PartnerClient.uuid(), partner.quote("s-1-b2.20261121T1900")), 200);
        Answer refused = partner.c2(
                uuid, partner.quoteFor(MAIL, GYM, COURT, "s-1-b2.20261121T1900", "s-1-gym.20261121T0900", GYM));
        assertThat(errors(refused))
                .containsExactly(
                        "",
                        "OpportunityIsFullError",
                        "OpportunityCapacityIsReservedByLeaseError",
                        "OpportunityOfferPairNotBookableError",
                        "");
        assertThat(partner.status(uuid).status()).isEqualTo(404);
    }

    @Test
    void twoItemsOfOneSlotAreTwoPlaces() {
        int free = remaining(GYM);
        ok(partner.b(uuid, partner.orderFor(MAIL, GYM, GYM)), 201);
        assertThat(remaining(GYM)).isEqualTo(free - 2);
        assertThat(errors(partner.c1(PartnerClient.uuid(), partner.quote(COURT, COURT))))
                .containsExactly("", "OpportunityHasInsufficientCapacityError");
    }

    @Test
    void whatIsNotOfferedHereIsToldByItem() {
        JsonObject quote = partner.quote(GYM);
        JsonArray items = quote.getJsonArray("orderedItem");
        items.add(partner.item("https://elsewhere.example/openactive/slots/x"));
        items.add(partner.item(partner.slot("s-1-gym.20261121T17x")));
        items.add(partner.item(partner.slot(GYM)).put("acceptedOffer", partner.slot(COURT) + "#/offers/free"));
        items.add(partner.item(partner.slot(GYM)).put("acceptedOffer", partner.slot(GYM) + "#/offers/dear"));
        items.add(partner.item(partner.slot(GYM)).put("acceptedOffer", "https://elsewhere.example/offer"));
        items.add(partner.item(partner.slot(GYM)).putNull("acceptedOffer"));
        items.add(new JsonObject().put("@type", "OrderItem"));
        assertThat(errors(partner.c1(uuid, quote)))
                .containsExactly(
                        "",
                        "InvalidOpportunityOrOfferIdError",
                        "UnknownOpportunityError",
                        "UnacceptableOfferError",
                        "UnknownOfferError",
                        "InvalidOpportunityOrOfferIdError",
                        "IncompleteOrderItemError",
                        "IncompleteOrderItemError");
    }

    /** By their mail address, however it is spelt; another partner's customer of the same address is somebody else. */
    @Test
    void everyRuleCountsForTheCustomer() {
        ok(partner.b(PartnerClient.uuid(), partner.orderFor(MAIL, COURT)), 201);
        Answer again = partner.c2(uuid, partner.quoteFor(" WANG@Example.org ", "s-1-b2.20261121T1900"));
        assertThat(errors(again)).containsExactly("OpportunityIsInConflictError");
        ok(partner.c1(uuid, partner.quote("s-1-b2.20261121T1900")), 200);
        ok(partner.c2(uuid, partner.quoteFor("li@example.org", "s-1-b2.20261121T1900")), 200);
        ok(partner.send("DELETE", "order-quotes/" + uuid, ""), 204);
        ok(other.b(PartnerClient.uuid(), other.orderFor(MAIL, "s-1-b2.20261121T1900")), 201);
    }

    @Test
    void itemsAreCancelledAllOrNone() {
        String soon = "s-1-b1.20261121T1100";
        ok(partner.b(uuid, partner.orderFor(MAIL, GYM, soon)), 201);
        int free = remaining(GYM);
        refused(
                partner.send(
                        "PATCH",
                        "orders/" + uuid,
                        partner.cancellation(uuid, 1, 2).encode()),
                400,
                "CancellationNotPermittedError");
        assertThat(remaining(GYM)).isEqualTo(free);
        for (int time = 0; time < 2; time++)
            ok(
                    partner.send(
                            "PATCH",
                            "orders/" + uuid,
                            partner.cancellation(uuid, 1).encode()),
                    204);
        assertThat(remaining(GYM)).isEqualTo(free + 1);
        Answer status = partner.status(uuid);
        assertThat(item(status, 0).getString("orderItemStatus")).isEqualTo("https://openactive.io/CustomerCancelled");
        assertThat(item(status, 0).containsKey("accessPass")).isFalse();
        assertThat(item(status, 1).getString("orderItemStatus")).isEqualTo("https://openactive.io/OrderItemConfirmed");
    }

    @Test
    void nothingElseCanBeChanged() {
        ok(partner.b(uuid, partner.orderFor(MAIL, GYM)), 201);
        String path = "orders/" + uuid;
        JsonObject more = partner.cancellation(uuid, 1).put("@id", partner.order(uuid));
        refused(partner.send("PATCH", path, more.encode()), 400, "PatchContainsExcessivePropertiesError");
        JsonObject confirm = partner.cancellation(uuid, 1);
        confirm.getJsonArray("orderedItem")
                .getJsonObject(0)
                .put("orderItemStatus", "https://openactive.io/OrderItemConfirmed");
        refused(partner.send("PATCH", path, confirm.encode()), 400, "PatchNotAllowedOnPropertyError");
        String wrongId = partner.cancellation(uuid, 1).encode().replace("orderedItem/1", "orderedItem/x");
        refused(partner.send("PATCH", path, wrongId), 500, "OrderItemIdInvalidError");
        refused(
                partner.send("PATCH", path, partner.cancellation(uuid, 2).encode()),
                500,
                "OrderItemNotWithinOrderError");
        String another = PartnerClient.uuid();
        refused(
                partner.send(
                        "PATCH",
                        "orders/" + another,
                        partner.cancellation(uuid, 1).encode()),
                500,
                "OrderItemNotWithinOrderError");
        refused(
                partner.send(
                        "PATCH",
                        "orders/" + another,
                        partner.cancellation(another, 1).encode()),
                404,
                "UnknownOrderError");
    }

    @Test
    void anOrderIsItsPartnersOwn() {
        ok(partner.b(uuid, partner.orderFor(MAIL, GYM)), 201);
        refused(other.status(uuid), 404, "UnknownOrderError");
        refused(other.send("DELETE", "orders/" + uuid, ""), 404, "UnknownOrderError");
        refused(
                other.send(
                        "PATCH", "orders/" + uuid, other.cancellation(uuid, 1).encode()),
                404,
                "UnknownOrderError");
        ok(other.b(uuid, other.orderFor(MAIL, GYM)), 201);
        assertThat(item(partner.status(uuid), 0).getString("orderItemStatus")).endsWith("Confirmed");
    }

    @Test
    void aUuidIsOneOrder() {
        ok(partner.b(uuid, partner.orderFor(MAIL, GYM)), 201);
        refused(partner.b(uuid, partner.orderFor(MAIL, COURT)), 500, "OrderAlreadyExistsError");
        refused(partner.c2(uuid, partner.quoteFor(MAIL, GYM)), 500, "OrderAlreadyExistsError");
        ok(partner.b(uuid.toUpperCase(Locale.ROOT), partner.orderFor(MAIL, GYM)), 201);
        ok(partner.send("DELETE", "orders/" + uuid.toUpperCase(Locale.ROOT), ""), 204);
        ok(partner.send("DELETE", "orders/" + uuid, ""), 204);
        refused(partner.status(uuid), 410, "GoneError");
        refused(partner.b(uuid, partner.orderFor(MAIL, GYM)), 500, "OrderAlreadyExistsError");
        refused(partner.send("DELETE", "orders/" + PartnerClient.uuid(), ""), 404, "UnknownOrderError");
        refused(partner.b("x", partner.orderFor(MAIL, GYM)), 400, "OpenBookingError");
        refused(partner.b("1-1-1-1-1", partner.orderFor(MAIL, GYM)), 400, "OpenBookingError");
        refused(partner.status("1-1-1-1-1"), 404, "UnknownOrderError");
    }

    @Test
    void whatIsWrongWithTheWholeIsToldSo() {
        refused(partner.c1(uuid, partner.quote(GYM).put("@type", "Order")), 500, "UnexpectedOrderTypeError");
        JsonObject graph = new JsonObject().put("@graph", JsonArray.of(partner.quote(GYM)));
        refused(partner.c1(uuid, graph), 500, "UnexpectedOrderTypeError");
        refused(partner.c1(uuid, partner.quote(GYM).put("seller", "https://x.example/")), 500, "SellerMismatchError");
        refused(partner.c1(uuid, without(partner.quote(GYM), "seller")), 500, "SellerNotFoundError");
        refused(partner.c1(uuid, without(partner.quote(GYM), "broker")), 400, "IncompleteBrokerDetailsError");
        refused(partner.c1(uuid, without(partner.quote(GYM), "brokerRole")), 400, "IncompleteBrokerDetailsError");
        JsonObject nobody = partner.quote(GYM).put("brokerRole", "https://openactive.io/NoBroker");
        refused(partner.c1(uuid, nobody), 400, "IncompleteBrokerDetailsError");
        refused(partner.c2(uuid, partner.quote(GYM)), 400, "IncompleteCustomerDetailsError");
        refused(partner.c2(uuid, partner.quoteFor(" ", GYM)), 400, "IncompleteCustomerDetailsError");
        refused(partner.c2(uuid, partner.quoteFor("x".repeat(321), GYM)), 400, "IncompleteCustomerDetailsError");
        JsonObject dear = partner.orderFor(MAIL, GYM);
        dear.getJsonObject("totalPaymentDue").put("price", 1);
        refused(partner.b(uuid, dear), 400, "TotalPaymentDueMismatchError");
        refused(
                partner.b(uuid, partner.orderFor(MAIL, GYM).put("payment", new JsonObject().put("identifier", "p"))),
                400,
                "UnnecessaryPaymentDetailsError");
        refused(partner.c1(uuid, partner.quote()), 400, "OpenBookingError");
        refused(partner.c1(uuid, without(partner.quote(GYM), "orderedItem")), 400, "OpenBookingError");
        JsonObject counted = partner.quote(GYM);
        counted.getJsonArray("orderedItem").getJsonObject(0).put("position", -1);
        refused(partner.c1(uuid, counted), 400, "OpenBookingError");
        JsonObject wordy = partner.orderFor(MAIL, GYM);
        wordy.getJsonObject("broker").put("description", "x".repeat(4_000)).put("url", "x".repeat(200));
        refused(partner.b(uuid, wordy), 400, "OpenBookingError");
        String[] many = new String[21];
        Arrays.fill(many, GYM);
        refused(partner.c1(uuid, partner.quote(many)), 400, "OpenBookingError");
        JsonObject huge = partner.quote(GYM);
        for (int i = 0; i < 10_000; i++) huge.getJsonArray("orderedItem").add(partner.item("x"));
        refused(partner.c1(uuid, huge), 413, "OpenBookingError");
        assertThat(remaining(GYM)).isEqualTo(3);
    }

    private static JsonObject without(JsonObject body, String field) {
        Objects.requireNonNull(body.remove(field));
        return body;
    }

    @Test
    void whoComesIsToldAgainWithTheItem() {
        JsonObject order = partner.orderFor(MAIL, GYM, "s-1-gym.20261121T1600");
        JsonObject attendee = new JsonObject().put("@type", "Person").put("givenName", "Li");
        order.getJsonArray("orderedItem").getJsonObject(1).put("attendee", attendee);
        Answer b = ok(partner.b(uuid, order), 201);
        assertThat(item(b, 0).containsKey("attendee")).isFalse();
        assertThat(item(b, 1).getJsonObject("attendee")).isEqualTo(attendee);
        assertThat(item(partner.status(uuid), 1).getJsonObject("attendee")).isEqualTo(attendee);
    }

    @Test
    void whatItDoesNotKnowItLeavesAlone() {
        JsonObject quote = partner.quoteFor(MAIL, GYM)
                .put("@context", JsonArray.of("https://openactive.io/", "https://example.org/more"))
                .put("example:more", new JsonObject().put("a", JsonArray.of(1, 2)));
        quote.getJsonObject("customer").putNull("telephone").put("givenName", "");
        Answer c2 = ok(partner.c2(uuid, quote), 200);
        assertThat(c2.json().getJsonObject("customer").fieldNames()).containsExactlyInAnyOrder("@type", "email");
        ok(partner.c1(PartnerClient.uuid(), without(partner.quote(GYM), "@context")), 200);
        JsonObject whole = partner.quote(GYM).put("seller", new JsonObject().put("@id", partner.seller()));
        ok(partner.c1(PartnerClient.uuid(), whole), 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "[]",
                "7",
                "{",
                "{\"@type\":\"OrderQuote\",\"@type\":\"OrderQuote\"}",
                "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}",
                "{\"@type\":{\"x\":1},\"orderedItem\":7}",
                "{\"@type\":\"OrderQuote\",\"seller\":[],\"brokerRole\":7}"
            })
    void rubbishIsAnErrorOfTheStandard(String body) {
        for (String path : List.of("order-quote-templates/", "order-quotes/", "orders/")) {
            Answer answer = partner.send("PUT", path + uuid, body);
            assertThat(answer.status()).as(answer.body()).isIn(400, 500);
            assertThat(answer.json().getString("@type"))
                    .isIn("OpenBookingError", "UnexpectedOrderTypeError", "SellerNotFoundError");
        }
        Answer patch = partner.send("PATCH", "orders/" + uuid, body);
        assertThat(patch.json().getString("@type")).isIn("OpenBookingError", "UnexpectedOrderTypeError");
    }

    @Test
    void everyAnswerIsInTheFormOfTheStandard() {
        refused(engine.client.get("/openactive/api/ordeeers/x"), 404, "UnknownOrIncorrectEndpointError");
        refused(engine.client.get("/openactive/api/orders/" + uuid), 403, "NoAPITokenError");
        refused(
                engine.client.get("/openactive/api/orders/" + uuid, "Authorization", "Bearer x"),
                401,
                "InvalidAPITokenError");
        String member = "Bearer " + engine.client.token("{\"roles\":[\"member\"],\"subject\":\"m-1\"}");
        refused(
                engine.client.get("/openactive/api/orders/" + uuid, "Authorization", member),
                403,
                "UnauthenticatedError");
        refused(partner.send("POST", "orders/" + uuid, "{}"), 405, "MethodNotAllowedError");
        refused(partner.send("GET", "order-proposals-rpde", ""), 404, "UnknownOrIncorrectEndpointError");
        try (HttpNode nowhere = new HttpNode(engine)) {
            PartnerClient lost = new PartnerClient(nowhere.client, "http://127.0.0.1/openactive", "b-1");
            refused(lost.c1(uuid, lost.quote(GYM)), 503, "TemporarilyUnableToProduceOrderQuoteError");
            refused(lost.b(uuid, lost.orderFor(MAIL, GYM)), 503, "TemporarilyUnableToCreateOrderError");
            refused(lost.send("DELETE", "orders/" + uuid, ""), 503, "TemporarilyUnableToDeleteOrderError");
        }
    }
}
