package io.yizhan.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Text;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.town.StationBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Another catalogue, as an app hears of it that keeps a copy by the feeds and knows nothing else. */
@HearsErrors
class HttpFeedCatalogueTest extends CatalogueAdmin {
    private static final List<String> FEEDS = List.of("session-series", "scheduled-sessions", "facility-uses", "slots");

    private final Map<String, Copy> copies = new HashMap<>();

    /** Of one feed. */
    private final class Copy {
        final Map<String, JsonObject> items = new HashMap<>();
        String next;

        Copy(String feed) {
            next = "/openactive/feeds/" + feed;
        }

        /** @return what was new */
        List<JsonObject> goOn() {
            List<JsonObject> news = new ArrayList<>();
            for (; ; ) {
                Answer page = client.get(next);
                assertThat(page.status()).as(page.body()).isEqualTo(200);
                URI follows = URI.create(page.json().getString("next"));
                next = follows.getPath() + (follows.getQuery() == null ? "" : "?" + follows.getQuery());
                List<JsonObject> of = page.json().getJsonArray("items").stream()
                        .map(JsonObject.class::cast)
                        .toList();
                if (of.isEmpty()) return news;
                news.addAll(of);
                for (JsonObject each : of) items.put(each.getString("id"), each);
            }
        }

        List<JsonObject> live() {
            return items.values().stream()
                    .filter(it -> it.getString("state").equals("updated"))
                    .map(it -> it.getJsonObject("data"))
                    .toList();
        }
    }

    private List<JsonObject> read(String feed) {
        return requireNonNull(copies.computeIfAbsent(feed, Copy::new)).goOn();
    }

    private Copy copy(String feed) {
        return requireNonNull(copies.get(feed));
    }

    private void readAll() {
        FEEDS.forEach(this::read);
    }

    private static City with(String station, UnaryOperator<StationBuilder> change) {
        return withStations(TOWN.stations().stream()
                .map(it -> it.id().equals(station)
                        ? change.apply(StationBuilder.like(it)).build()
                        : it)
                .toList());
    }

    private void putWell(City city) {
        Answer answer = put(city);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static List<String> ids(List<JsonObject> items, String state) {
        return items.stream()
                .filter(it -> it.getString("state").equals(state))
                .map(it -> it.getString("id"))
                .toList();
    }

    private void assertNoOrphans() {
        Set<String> parents = new HashSet<>();
        for (JsonObject each : copy("session-series").live()) parents.add(each.getString("@id"));
        for (JsonObject each : copy("facility-uses").live()) {
            parents.add(each.getString("@id"));
            if (each.containsKey("individualFacilityUse"))
                for (Object court : each.getJsonArray("individualFacilityUse"))
                    parents.add(((JsonObject) court).getString("@id"));
        }
        List<JsonObject> children = new ArrayList<>(copy("slots").live());
        children.addAll(copy("scheduled-sessions").live());
        assertThat(children)
                .isNotEmpty()
                .allSatisfy(
                        it -> assertThat(parents).contains(it.getString("superEvent", it.getString("facilityUse"))));
    }

    @Test
    void aClassThatIsGivenUpIsGoneWithItsSessionsAndTheirTimesAreSlotsOfTheRoom() {
        readAll();
        List<String> sessions = List.copyOf(copy("scheduled-sessions").items.keySet());
        assertThat(sessions).isNotEmpty();
        putWell(with("s-1", it -> it.activities(List.of())));

        assertThat(ids(read("session-series"), "deleted")).containsExactly("taichi");
        List<JsonObject> news = read("scheduled-sessions");
        assertThat(ids(news, "deleted")).containsAll(sessions);
        assertThat(ids(news, "updated")).isEmpty();
        assertThat(ids(read("slots"), "updated")).containsAll(sessions);
        read("facility-uses");
        assertNoOrphans();
    }

    @Test
    void aClassThatIsNewTakesTheTimeOfASlotThatIsOpen() {
        putWell(with("s-1", it -> it.activities(List.of())));
        readAll();
        putWell(TOWN);

        assertThat(ids(read("session-series"), "updated")).containsExactly("taichi");
        List<String> sessions = ids(read("scheduled-sessions"), "updated");
        assertThat(sessions).isNotEmpty();
        assertThat(ids(read("slots"), "deleted")).containsAll(sessions);
        read("facility-uses");
        assertNoOrphans();
    }

    @Test
    void aStationThatIsGivenUpIsGoneWithItsFacilitiesAndTheirSlots() {
        readAll();
        putWell(withoutNear());

        assertThat(ids(read("facility-uses"), "deleted")).isNotEmpty().allMatch(it -> it.startsWith("s-2"));
        assertThat(ids(read("slots"), "deleted")).isNotEmpty().allMatch(it -> it.startsWith("s-2"));
        read("session-series");
        read("scheduled-sessions");
        assertNoOrphans();
    }

    @Test
    void onlyWhatIsNotAsItWasIsTold() {
        readAll();
        putWell(with("s-2", it -> it.name(new Text("新驿站", "New name"))));

        List<JsonObject> news = read("facility-uses");
        assertThat(news).isNotEmpty().allMatch(it -> it.getString("id").startsWith("s-2"));
        assertThat(news).extracting(it -> it.getLong("modified")).isSorted();
        assertThat(read("session-series")).isEmpty();
        assertThat(read("scheduled-sessions")).isEmpty();
        assertThat(read("slots")).isEmpty();
    }

    @Test
    void whoeverWasAwayForSomeEditionsHearsOfAllThatHasGone() {
        Station added = StationBuilder.like(TOWN.stations().get(1))
                .id("s-9")
                .venues(List.of())
                .gates(List.of())
                .activities(List.of())
                .machines(List.of())
                .build();
        readAll();
        putWell(withoutNear());
        List<Station> more = new ArrayList<>(withoutNear().stations());
        more.add(added);
        putWell(withStations(more));
        putWell(withoutNear());

        assertThat(ids(read("facility-uses"), "deleted")).isNotEmpty().allMatch(it -> it.startsWith("s-2"));
        read("slots");
        read("session-series");
        read("scheduled-sessions");
        assertNoOrphans();
        putWell(TOWN);
        assertThat(ids(read("facility-uses"), "updated")).isNotEmpty().allMatch(it -> it.startsWith("s-2"));
        assertThat(ids(read("slots"), "updated")).isNotEmpty();
        read("session-series");
        read("scheduled-sessions");
        assertNoOrphans();
    }
}
