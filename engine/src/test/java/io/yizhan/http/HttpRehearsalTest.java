package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** OpenActive's test interface: opportunities for tests, and what happens to orders there. In production there is none of it (authorisation.txt). */
@HearsErrors
final class HttpRehearsalTest {
    private static final String TESTS = "test-interface/datasets/x";
    private static final String CRITERIA = "https://openactive.io/test-interface#TestOpportunityBookable";
    private static final String GYM = "s-1-gym.20261121T1700";

    @AutoClose
    private final HttpEngine engine = new HttpEngine();

    private final PartnerClient partner = new PartnerClient(engine, "b-1");

    private Answer create(String facility, String criteria) {
        JsonObject body = new JsonObject()
                .put("@type", "Slot")
                .put("facilityUse", new JsonObject().put("@type", facility))
                .put("test:testOpportunityCriteria", criteria);
        return partner.send("POST", TESTS + "/opportunities", body.encode());
    }

    private Answer act(String action, String uuid) {
        JsonObject body = new JsonObject()
                .put("@type", "test:" + action + "SimulateAction")
                .put("object", new JsonObject().put("@type", "Order").put("@id", partner.order(uuid)));
        return partner.send("POST", "test-interface/actions", body.encode());
    }

    private JsonObject item(String uuid, int i) {
        return partner.status(uuid).json().getJsonArray("orderedItem").getJsonObject(i);
    }

    @Test
    void eachOpportunityIsGivenOutOnceUntilAllIsForgotten() {
        Set<String> given = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            Answer created = create("IndividualFacilityUse", CRITERIA + "InPast");
            assertThat(created.status()).as(created.body()).isEqualTo(201);
            assertThat(given.add(created.json().getString("@id"))).isTrue();
        }
        assertThat(create("IndividualFacilityUse", CRITERIA + "InPast").status())
                .as("three courts had a slot that is over")
                .isEqualTo(400);
        assertThat(partner.send("DELETE", TESTS, "").status()).isEqualTo(204);
        assertThat(given)
                .contains(create("IndividualFacilityUse", CRITERIA + "InPast")
                        .json()
                        .getString("@id"));
        assertThat(create("IndividualFacilityUse", CRITERIA + "Dear").status()).isEqualTo(400);
        assertThat(create("FacilityUse", CRITERIA + "FiveSpaces").status())
                .as("the town has no place for five")
                .isEqualTo(400);
        assertThat(create("Elsewhere", CRITERIA).status()).isEqualTo(400);
    }

    @Test
    void whatHappensToAnOrderHappensToAllOfIt() {
        for (String[] each : new String[][] {
            {"SellerRequestedCancellation", "SellerCancelled"},
            {"SellerRequestedCancellationWithMessage", "SellerCancelled"},
            {"AttendeeAttended", "AttendeeAttended"},
            {"AttendeeAbsent", "AttendeeAbsent"}
        }) {
            String uuid = PartnerClient.uuid();
            String mail = each[0] + "@example.org";
            assertThat(partner.b(uuid, partner.orderFor(mail, GYM, "s-1-gym.20261121T1600"))
                            .status())
                    .isEqualTo(201);
            assertThat(act(each[0], uuid).status()).isEqualTo(204);
            for (int i = 0; i < 2; i++)
                assertThat(item(uuid, i).getString("orderItemStatus")).isEqualTo("https://openactive.io/" + each[1]);
        }
    }

    @Test
    void aNoticeStandsWithTheOrder() {
        String uuid = PartnerClient.uuid();
        partner.b(uuid, partner.orderFor("a@example.org", GYM));
        assertThat(act("CustomerNotice", uuid).status()).isEqualTo(204);
        assertThat(item(uuid, 0).getString("customerNotice")).contains("side door");
        assertThat(act("CustomerNotice", PartnerClient.uuid()).status()).isEqualTo(400);
        assertThat(act("AttendeeAbsent", PartnerClient.uuid()).status()).isEqualTo(400);
        assertThat(act("Unheard", uuid).status()).isEqualTo(400);
        assertThat(partner.send("POST", "test-interface/actions", "{\"@type\":7}")
                        .status())
                .isEqualTo(400);
    }
}
