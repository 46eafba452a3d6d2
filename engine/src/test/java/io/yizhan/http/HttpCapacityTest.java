package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.sequencer.Caller;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator gives a slot more places, or fewer, over real HTTP against the real core. */
@HearsErrors
class HttpCapacityTest {
    private static final String GYM = "s-1-gym.20261121T1800";

    /** In the catalogue of nobody. */
    private static final int HALL = 900;

    private static final int PART = 32_768;

    @AutoClose
    private HttpEngine engine;

    private HttpClient client;
    private String operator;
    private int before;

    HttpEngine engine() {
        return new HttpEngine();
    }

    @BeforeEach
    void start() {
        engine = engine();
        client = engine.client;
        operator = client.token("{\"roles\":[\"operator\"],\"subject\":\"o-1\",\"stations\":[\"s-1\"]}");
        before = gym().getInteger("capacity");
    }

    private static JsonObject to(int capacity) {
        return new JsonObject().put("capacity", capacity).put("reason", "器械检修");
    }

    private Answer put(String slotAndQuery, JsonObject body) {
        String[] slot = slotAndQuery.split("\\?", 2);
        return client.sendJson(
                "Bearer " + operator,
                "PUT",
                "/v1/admin/slots/" + slot[0] + "/capacity" + (slot.length > 1 ? "?" + slot[1] : ""),
                body.encode());
    }

    private JsonObject gym() {
        return client.slot(GYM);
    }

    private JsonObject reservation(String member, Answer placed) {
        return client.getAs(member, "/v1/reservations/" + placed.json().getString("id"))
                .json();
    }

    @Test
    void fewerPlacesTakeThoseOfTheLatestAwayWhoHearWhyAndWhatElseThereIs() {
        Answer first = client.reserve("m-1", slots(GYM));
        Answer last = client.reserve("m-2", slots(GYM));
        Answer preview = put(GYM + "?preview=true", to(1));
        assertThat(preview.status()).as(preview.body()).isEqualTo(200);
        JsonObject told = preview.json();
        assertThat(told.getString("slot")).isEqualTo(GYM);
        assertThat(told.getInteger("capacity")).isEqualTo(1);
        assertThat(told.getInteger("affected")).isEqualTo(1);
        JsonObject affected = told.getJsonArray("reservationsAffected").getJsonObject(0);
        assertThat(affected.getString("id")).isEqualTo(last.json().getString("id"));
        assertThat(affected.getString("member")).isEqualTo("m-2");
        assertThat(affected.getString("state")).isEqualTo("CONFIRMED");
        assertThat(affected.getJsonArray("alternatives")).contains("s-1-gym.20261121T1900");
        assertThat(gym().getInteger("capacity")).isEqualTo(before);
        assertThat(reservation("m-2", last).getString("state")).isEqualTo("CONFIRMED");

        Answer changed = put(GYM, to(1));
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.json()
                        .getJsonArray("reservationsAffected")
                        .getJsonObject(0)
                        .getString("state"))
                .isEqualTo("CANCELLED");
        assertThat(gym().getInteger("capacity")).isEqualTo(1);
        assertThat(gym().getInteger("remaining")).isZero();
        assertThat(gym().getString("state")).isEqualTo("FULL");
        assertThat(reservation("m-1", first).getString("state")).isEqualTo("CONFIRMED");
        JsonObject lost = reservation("m-2", last);
        assertThat(lost.getString("state")).isEqualTo("CANCELLED");
        assertThat(lost.getString("by")).isEqualTo("operator");
        assertThat(lost.getString("reason")).isEqualTo("器械检修");
        assertThat(lost.getJsonArray("alternatives")).contains("s-1-gym.20261121T1900");
    }

    @Test
    void thePreviewAsksOnUntilItHasGoneThroughLargeBooks() {
        client.reserve("m-1", slots(GYM));
        client.reserve("m-2", slots(GYM));
        fillTheBooks();
        client.reserve("m-3", slots(GYM));

        JsonObject told = put(GYM + "?preview=true", to(1)).json();
        assertThat(told.getJsonArray("reservationsAffected").stream().map(it -> ((JsonObject) it).getString("member")))
                .containsExactly("m-3", "m-2");
        assertThat(told.getInteger("affected")).isEqualTo(2);
    }

    /** With more reservations, of a hall that no catalogue has, than a preview goes through at once. */
    private void fillTheBooks() {
        int startMin = Math.toIntExact(engine.nowMs.get() / 60_000) + 60;
        Caller caller = new Caller(engine.writerInbox());
        caller.call(new VenueCommand.DefineVenue(HALL, new VenueTerms(HALL, false, 0, 0)));
        caller.call(new VenueCommand.OpenSlots(
                HALL, new int[] {startMin}, new int[] {startMin + 60}, new int[] {PART}, new int[1], new boolean[1]));
        List<Command> bookings = new ArrayList<>();
        long[] slot = {SlotKey.of(HALL, startMin)};
        for (int i = 0; i < PART; i++) bookings.add(new Command.PlaceReservation("crowd-" + i, 9, i, slot, 1, false));
        assertThat(caller.callAll(bookings)).isEqualTo(Outcome.Done.DONE);
    }

    @Test
    void morePlacesCanBeBooked() {
        put(GYM, to(1));
        client.reserve("m-1", slots(GYM));
        assertThat(client.reserve("m-2", slots(GYM)).code()).isEqualTo("slot-full");

        assertThat(put(GYM, to(2)).json().getInteger("affected")).isZero();
        assertThat(client.reserve("m-2", slots(GYM)).status()).isEqualTo(201);
        assertThat(gym().getInteger("capacity")).isEqualTo(2);
    }

    @Test
    void saysWhyNot() {
        Answer court = put("s-1-b1.20261121T1800", to(2));
        assertThat(court.status()).isEqualTo(409);
        assertThat(court.code()).isEqualTo("capacity-fixed");
        assertThat(court.json().getString("slot")).isEqualTo("s-1-b1.20261121T1800");
        assertThat(put("s-1-gym.20261121T0900", to(2)).code()).isEqualTo("slot-past");
        for (String slot : new String[] {"s-1-gym.20261121T1830", "s-1-pool.20261121T1800", "x"})
            assertThat(put(slot, to(2)).code()).as(slot).isEqualTo("slot-unknown");
        Answer foreign = put("s-2-b1.20261121T1800", to(2));
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.code()).isEqualTo("station-foreign");
        assertThat(foreign.json().getString("station")).isEqualTo("s-2");
        assertThat(put(GYM + "?preview=1", to(2)).code()).isEqualTo("parameter-invalid");
        assertThat(gym().getInteger("capacity")).isEqualTo(before);
    }

    /** As an import would not take it either. */
    @Test
    void givesASlotNoMorePlacesThanItsStationLetsIn() {
        assertThat(put(GYM, to(40)).status()).isEqualTo(200);
        for (String query : new String[] {"", "?preview=true"}) {
            Answer tooMany = put(GYM + query, to(41));
            assertThat(tooMany.status()).isEqualTo(409);
            assertThat(tooMany.code()).isEqualTo("capacity-exceeds-station");
            assertThat(tooMany.json().getString("slot")).isEqualTo(GYM);
            assertThat(tooMany.json().getInteger("limit")).isEqualTo(40);
        }
        assertThat(gym().getInteger("capacity")).isEqualTo(40);
    }

    @Test
    void saysWhatIsWrongInTheBody() {
        assertWrong("capacity", to(0));
        assertWrong("capacity", to(Command.CAPACITY_MAX + 1));
        assertWrong("capacity", to(1).put("capacity", "1"));
        assertWrong("capacity", new JsonObject().put("reason", "x"));
        assertWrong("reason", new JsonObject().put("capacity", 1));
        assertWrong("reason", to(1).put("reason", "a\nb"));
        assertWrong("reason", to(1).put("reason", "x".repeat(Command.REASON_MAX + 1)));
        assertWrong("force", to(1).put("force", true));
    }

    private void assertWrong(String field, JsonObject body) {
        Answer answer = put(GYM, body);
        assertThat(answer.status()).as(body.encode()).isEqualTo(400);
        assertThat(answer.json().getString("field")).as(body.encode()).isEqualTo(field);
    }
}
