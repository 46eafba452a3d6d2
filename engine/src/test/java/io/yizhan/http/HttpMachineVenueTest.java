package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Machine;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Text;
import io.yizhan.core.Rules;
import io.yizhan.core.SettleMachineVenues;
import io.yizhan.core.SettleMachineVenues.Standing;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.town.CityBuilder;
import io.yizhan.town.HttpTown;
import io.yizhan.town.StationBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bay that is a machine, and is booked as any venue; it is 10:00. */
@HearsErrors
class HttpMachineVenueTest {
    private static final String STATE = "/v1/admin/equipment/bay/state";
    private static final String SOON = "s-1-b1.20261121T1100";
    private static final String LATER = "s-1-b1.20261121T1500";

    @AutoClose
    private HttpEngine engine;

    private HttpClient client;
    private String operator = "";

    @BeforeEach
    void start() {
        engine = new HttpEngine(town(), HttpEngine.START_MS, Rules.DEFAULT);
        client = engine.client;
        operator = "Bearer " + client.token("{\"roles\":[\"operator\"],\"subject\":\"o-1\",\"stations\":[\"s-1\"]}");
    }

    private static Directory town() {
        City city = HttpTown.directory().city();
        List<Station> stations = new ArrayList<>(city.stations());
        Machine bay = new Machine("bay", new Text("VR 舱", "VR bay"), "VR", "s-1-b1");
        stations.set(
                0,
                StationBuilder.like(stations.getFirst()).machines(List.of(bay)).build());
        return CityBuilder.numbered(CityBuilder.like(city).stations(stations).build());
    }

    private Answer mark(String query, String state) {
        return client.sendJson(operator, "PUT", STATE + query, "{\"state\":\"" + state + "\",\"reason\":\"头盔损坏\"}");
    }

    private void settle(Standing standing) {
        int venueNo = engine.directory.venueNoOfMachine("bay");
        engine.tell(
                new SettleMachineVenues(List.of(new SettleMachineVenues.Machine("bay", venueNo, standing, "头盔损坏"))));
    }

    private JsonObject reservation(String member, Answer placed) {
        return client.getAs(member, "/v1/reservations/" + placed.json().getString("id"))
                .json();
    }

    @Test
    void aPreviewSaysWhomItWouldTouchAndChangesNothing() {
        Answer soon = client.reserve("m-1", slots(SOON));
        client.reserve("m-2", slots(LATER));

        JsonObject preview = mark("?preview=true", "OUT_OF_ORDER").json();

        assertThat(preview.getString("closesVenue")).isEqualTo("s-1-b1");
        assertThat(preview.getInteger("affected")).isOne();
        JsonObject met = preview.getJsonArray("reservationsAffected").getJsonObject(0);
        assertThat(met.getString("member")).isEqualTo("m-1");
        assertThat(met.getJsonArray("alternatives")).isNotEmpty();
        assertThat(reservation("m-1", soon).getString("state")).isEqualTo("CONFIRMED");
        assertThat(mark("", "OUT_OF_ORDER").json().containsKey("affected")).isFalse();
        assertThat(mark("?preview=true", "IN_ORDER").json().containsKey("affected"))
                .isFalse();
    }

    @Test
    void itsMembersAreToldAsOfAnyClosure() {
        Answer soon = client.reserve("m-1", slots(SOON));
        settle(Standing.OUT_OF_ORDER);

        await().untilAsserted(() ->
                assertThat(reservation("m-1", soon).getString("state")).isEqualTo("CANCELLED"));
        JsonObject own = reservation("m-1", soon);
        assertThat(own.getString("by")).isEqualTo("closure");
        assertThat(own.getString("reason")).isEqualTo("头盔损坏");
        assertThat(own.getJsonArray("alternatives")).isNotEmpty();
        assertThat(client.reserve("m-2", slots(SOON)).code()).isEqualTo("slot-closed");
        assertThat(client.reserve("m-2", slots(LATER)).status()).isEqualTo(201);
    }

    @Test
    void theSlotThatRunsIsShownAsClosedToo() {
        settle(Standing.OUT_OF_ORDER);

        JsonArray shown = client.get("/v1/stations/s-1/slots?date=2026-11-21&venue=s-1-b1")
                .json()
                .getJsonArray("venues")
                .getJsonObject(0)
                .getJsonArray("slots");
        List<String> reasons = shown.stream()
                .map(it -> (JsonObject) it)
                .filter(it -> it.containsKey("reason"))
                .map(it -> it.getString("state") + " " + it.getString("id").substring(16))
                .toList();
        assertThat(reasons).containsExactly("PAST 1000", "CLOSED 1100");
    }

    @Test
    void operatorsSeeWhichMachineHasClosedAndOpenItByTheMachineAlone() {
        mark("", "OUT_OF_ORDER");
        settle(Standing.OUT_OF_ORDER);
        JsonObject closure = client.sendJson(operator, "GET", "/v1/admin/closures", "")
                .json()
                .getJsonArray("closures")
                .getJsonObject(0);
        assertThat(closure.getString("machine")).isEqualTo("bay");

        Answer lifted = client.sendJson(operator, "DELETE", "/v1/admin/closures/" + closure.getString("id"), "");
        assertThat(lifted.status()).isEqualTo(409);
        assertThat(lifted.code()).isEqualTo("closure-of-machine");
        assertThat(lifted.json().getString("machine")).isEqualTo("bay");

        mark("", "IN_ORDER");
        assertThat(client.reserve("m-2", slots(SOON)).status()).isEqualTo(201);
    }
}
