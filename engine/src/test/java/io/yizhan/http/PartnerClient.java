package io.yizhan.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.http.HttpClient.Answer;
import java.util.UUID;

/** A booking partner that speaks the Open Booking API. */
final class PartnerClient {
    static final String API = "/openactive/api/";
    private static final String MEDIA_TYPE = "application/vnd.openactive.booking+json; version=1";

    private final HttpClient client;
    private final String bearer;
    private final String base;

    PartnerClient(HttpEngine engine, String name) {
        this(engine.client, base(engine.client), name);
    }

    /** @param base the URL that all of it is below */
    PartnerClient(HttpClient client, String base, String name) {
        this.client = client;
        this.base = base;
        bearer = "Bearer " + client.token("{\"roles\":[\"broker\"],\"subject\":\"" + name + "\"}");
    }

    private static String base(HttpClient client) {
        String feed = client.get("/openactive/feeds/slots?afterChangeNumber=999999999999999999")
                .json()
                .getString("next");
        return feed.substring(0, feed.indexOf("/feeds/"));
    }

    static String uuid() {
        return UUID.randomUUID().toString();
    }

    String seller() {
        return base + "/seller";
    }

    /** Of a slot in which people do as they like. */
    String slot(String id) {
        return base + "/slots/" + id;
    }

    String order(String uuid) {
        return base + "/api/orders/" + uuid;
    }

    JsonObject item(String opportunity) {
        return new JsonObject()
                .put("@type", "OrderItem")
                .put("orderedItem", opportunity)
                .put("acceptedOffer", opportunity + "#/offers/free");
    }

    /** For nobody yet. */
    JsonObject quote(String... slots) {
        JsonArray items = new JsonArray();
        for (String slot : slots) items.add(item(slot(slot)).put("position", items.size()));
        return new JsonObject()
                .put("@context", "https://openactive.io/")
                .put("@type", "OrderQuote")
                .put("brokerRole", "https://openactive.io/AgentBroker")
                .put("broker", new JsonObject().put("@type", "Organization").put("name", "Example App"))
                .put("seller", seller())
                .put("orderedItem", items);
    }

    JsonObject quoteFor(String mail, String... slots) {
        return quote(slots)
                .put("customer", new JsonObject().put("@type", "Person").put("email", mail));
    }

    JsonObject orderFor(String mail, String... slots) {
        return quoteFor(mail, slots)
                .put("@type", "Order")
                .put(
                        "totalPaymentDue",
                        new JsonObject().put("@type", "PriceSpecification").put("price", 0));
    }

    JsonObject cancellation(String uuid, int... numbers) {
        JsonArray items = new JsonArray();
        for (int number : numbers)
            items.add(new JsonObject()
                    .put("@type", "OrderItem")
                    .put("@id", order(uuid) + "#/orderedItem/" + number)
                    .put("orderItemStatus", "https://openactive.io/CustomerCancelled"));
        return new JsonObject()
                .put("@context", "https://openactive.io/")
                .put("@type", "Order")
                .put("orderedItem", items);
    }

    Answer c1(String uuid, JsonObject body) {
        return send("PUT", "order-quote-templates/" + uuid, body.encode());
    }

    Answer c2(String uuid, JsonObject body) {
        return send("PUT", "order-quotes/" + uuid, body.encode());
    }

    Answer b(String uuid, JsonObject body) {
        return send("PUT", "orders/" + uuid, body.encode());
    }

    Answer status(String uuid) {
        return send("GET", "orders/" + uuid, "");
    }

    Answer send(String method, String path, String body) {
        return body.isEmpty()
                ? client.send(method, API + path, "", "Authorization", bearer, "Accept-Language", "en")
                : client.send(
                        method,
                        API + path,
                        body,
                        "Authorization",
                        bearer,
                        "Content-Type",
                        MEDIA_TYPE,
                        "Accept-Language",
                        "en");
    }
}
