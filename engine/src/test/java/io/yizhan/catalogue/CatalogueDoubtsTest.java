package io.yizhan.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.town.CityBuilder;
import io.yizhan.town.StationBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is possible in a city, and hardly meant, is told with its place; and read all the same. */
class CatalogueDoubtsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");

    private static CatalogueReview review(String file) {
        return CatalogueFile.readWithWarnings(file.getBytes(StandardCharsets.UTF_8), NOW);
    }

    private static String changed(String from, String to) {
        assertThat(CatalogueFileTest.CITY).contains(from);
        return CatalogueFileTest.CITY.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));
    }

    @Test
    void hasNoneAboutASoundCity() {
        assertThat(review(CatalogueFileTest.CITY).warnings()).isEmpty();
        assertThat(CatalogueFile.readWithWarnings(DemoCity.bytes(DemoCity.RESOURCE), NOW)
                        .warnings())
                .isEmpty();
    }

    @Test
    void hasNoneAboutTheExampleOfTheDescription() throws IOException {
        String description = Files.readString(Path.of("CATALOGUE.md"));
        int from = description.indexOf("```json\n") + 8;
        assertThat(review(description.substring(from, description.indexOf("```", from)))
                        .warnings())
                .isEmpty();
    }

    @ParameterizedTest(quoteTextArguments = false)
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "places":15                  | "places":30                            | stations[0].activities[0].places     | above the 20 places of its venue "v2"
            "occupancyMax":40            | "occupancyMax":20                      | $                                    |
            "places":15                  | "places":40                            | stations[0].occupancyMax             | 41 places can be booked at one time
            "lonDeg":13.4,"latDeg":52    | "lonDeg":52,"latDeg":13.4              | stations[0]                          | swapped 56 km
            "lonDeg":13.4,"latDeg":52    | "lonDeg":-13.4,"latDeg":-52            | stations[0]                          | km from where the zone Europe/Berlin is
            "lonDeg":13.4,"latDeg":52    | "lonDeg":0,"latDeg":-52                | stations[0]                          | km from where the zone Europe/Berlin is
            "holdsMax":2                 | "holdsMax":5                           | holdsMax                             | limits nothing
            "holdsMax":2                 | "holdsMax":4                           | $                                    |
            "holdsMax":2                 | "holdsMax":2,"strikesMax":3            | strikesMax                           | suspends nobody
            "weeklyMax":3                | "activeOfKindMax":5                    | policies[0].activeOfKindMax          | limits nothing
            "weeklyMax":3                | "activeOfKindMax":4                    | $                                    |
            "weeklyMax":3                | "weeklyMax":3,"dailyMax":4             | policies[0].dailyMax                 | limits nothing: weeklyMax is 3
            "weeklyMax":3                | "weeklyMax":3,"dailyMax":3             | $                                    |
            "weeklyMax":3                | "groupActiveMax":5                     | policies[0].groupActiveMax           | limits nothing: the city's activeReservationsMax is 4
            "weeklyMax":3                | "groupWeeklyMax":3,"groupDailyMax":4   | policies[0].groupDailyMax            | limits nothing: groupWeeklyMax is 3
            "weeklyMax":3                | "groupWeeklyMax":3                     | $                                    |
            "weeklyMax":3,"releaseDaysAhead":7,"releaseAt":"18:00"}], | "groupWeeklyMax":3,"releaseDaysAhead":7,"releaseAt":"18:00"},{"id":"q","holdTtlS":120,"cancelCutoffMin":60,"groupDailyMax":3,"releaseDaysAhead":7,"releaseAt":"18:00"}], | policies[1].groupDailyMax | at a station of a group
            "releaseDaysAhead":7         | "releaseDaysAhead":14                  | policies[0]                          | 13 days ahead at most
            "cancelCutoffMin":60         | "cancelCutoffMin":10080                | stations[0].venues[0].schedule[1]    | can never be cancelled
            "cancelCutoffMin":60         | "cancelCutoffMin":10080                | stations[0].activities[0]            | can never be cancelled
            "cancelCutoffMin":60,"weeklyMax":3,"releaseDaysAhead":7,"releaseAt":"18:00" | "cancelCutoffMin":0,"releaseDaysAhead":0,"releaseAt":"07:00" | stations[0].venues[0].schedule[0] | can't be booked by everybody: policy "p" releases it 0 days ahead at 07:00 and closes booking 0 min before
            "cancelCutoffMin":60,"weeklyMax":3,"releaseDaysAhead":7,"releaseAt":"18:00" | "cancelCutoffMin":0,"releaseDaysAhead":0,"releaseAt":"06:59" | $ |
            "cancelCutoffMin":60,"weeklyMax":3,"releaseDaysAhead":7,"releaseAt":"18:00" | "cancelCutoffMin":0,"releaseDaysAhead":0,"releaseAt":"06:30","bookingCutoffMin":30 | stations[0].venues[0].schedule[0] | closes booking 30 min before
            "gates":["g"]                | "gates":[{"id":"g","venueId":"v2"}]    | stations[0].gates                    | nobody is counted into the station
            "gates":["g"]                | "gates":["g",{"id":"h","venueId":"v2"}] | $                                   |
            "horizonDays":14             | "horizonDays":1                        | policies[0]                          | 0 days ahead at most
            "districts":[                | "districts":[{"id":"e","name":{"zh":"东","en":"East"}}, | districts[0]       | has no station
            "districts":[                | "districts":[{"id":"e","name":{"zh":"区","en":"East"}}, | districts[1]       | has a name of districts[0]
            "policies":[                 | "policies":[{"id":"q","holdTtlS":120,"cancelCutoffMin":60,"releaseDaysAhead":7,"releaseAt":"18:00"}, | policies[0] | is no venue's policy
            {"zh":"室","en":"Room"}       | {"zh":"场","en":"Room"}                 | stations[0].venues[1]                | has a name of stations[0].venues[0]
            {"zh":"站","en":"Station"}    | {"zh":"Station","en":"站"}              | stations[0].name                     | has Chinese under "en"
            "Sat":["08:00-12:00"         | "Sun":"08:00-08:20","Sat":["08:00-12:00" | stations[0].hours                  | opens on Sun for 08:00-08:20, which no slot
            "2026-12-24","to":"2026-12-26" | "2025-12-24","to":"2025-12-26"       | stations[0].venues[0].closures[0]    | is over since 2025-12-26
            "2026-12-24","to":"2026-12-26" | "2026-12-24","to":"2062-12-26"       | stations[0].venues[0].closures[0]    | lasts more than a year
            "closures":[                 | "closures":[{"from":"2026-12-20","to":"2026-12-24","reason":{"zh":"假","en":"Holiday"}}, | stations[0].venues[0].closures[1] | in common with closures[0]
            "schedule":[]                | "schedule":[],"closures":[{"from":"2026-12-05","to":"2026-12-05","reason":{"zh":"假","en":"Holiday"}}] | stations[0].activities[0] | a session on 2026-12-05, when its venue is closed
            "sessions":[                 | "sessions":[{"days":"Fri","span":"18:00-19:00","from":"2025-12-01","to":"2026-11-20"}]},{"id":"b","name":{"zh":"课","en":"Class"},"kind":"CLASS","venueId":"v2","places":15,"sessions":[ | stations[0].activities[0] | is over: all its sessions are before 2026-11-21
            "2026-12-05"                 | "2025-12-05"                           | $                                    |
            "venueId":"v2","places":15,  | "venueId":"v2","places":15,"sessions":[]},{"id":"b","name":{"zh":"课","en":"Class"},"kind":"CLASS","venueId":"v2","places":15, | stations[0].activities[0] | never takes place
            """)
    void tellsWhatIsHardlyMeantAndItsPlace(String from, String to, String place, String text) {
        CatalogueReview review = review(changed(from, to));
        if (text == null) {
            assertThat(review.warnings()).isEmpty();
            return;
        }
        assertThat(review.warnings()).anySatisfy(warning -> {
            assertThat(warning.place()).isEqualTo(place);
            assertThat(warning.text()).contains(text);
            assertThat(warning.line()).isPositive();
            assertThat(warning.column()).isPositive();
        });
    }

    /** The venue has shorter slots as well, so somebody can book it. */
    @Test
    void tellsASlotThatIsLongerThanAMembersWeek() {
        String file = changed("\"weeklyMax\":3", "\"weeklyMinutesMax\":59")
                .replace(
                        "{\"days\":\"Mon,Wed\",\"span\":\"18:00-19:00\"}",
                        "{\"days\":\"Mon,Wed\",\"span\":\"18:00-18:30\"}");
        assertThat(review(file).warnings())
                .extracting(Problem::toString)
                .satisfiesExactlyInAnyOrder(
                        row -> assertThat(row)
                                .contains("stations[0].venues[0].schedule[0]: can never be booked: a slot is 60 min"),
                        activity -> assertThat(activity)
                                .contains("stations[0].activities[0]: can never be booked: a slot is 60 min"));
    }

    @Test
    void tellsAVenueThatNobodyCanBookAndAStationWithout() {
        String nothing = CatalogueFileTest.CITY.replaceAll("(?s)\"activities\":.*", "\"activities\":[]}]}");
        assertThat(review(nothing).warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.place()).isEqualTo("stations[0].venues[1]");
            assertThat(warning.text()).contains("nothing to book");
        });
        String empty = nothing.replaceAll("(?s)\"venues\":.*?\"machines\"", "\"venues\":[],\"machines\"");
        assertThat(review(empty).warnings())
                .extracting(Problem::place)
                .containsExactlyInAnyOrder("policies[0]", "stations[0]");
    }

    @Test
    void tellsAStationFarFromTheOthers() {
        City demo = DemoCity.shanghai();
        List<Station> stations = new ArrayList<>(demo.stations());
        Station moved = stations.get(7);
        stations.set(
                7,
                StationBuilder.like(moved)
                        .at(moved.lonDeg() + 2, moved.latDeg())
                        .build());
        Station sameDistrict = stations.get(20);
        Station elsewhere = demo.stations().stream()
                .filter(it -> !it.id().equals(moved.id()))
                .filter(it -> !it.districtId().equals(sameDistrict.districtId()))
                .max(java.util.Comparator.comparingDouble(it -> new GeoPoint(it.lonDeg(), it.latDeg())
                        .kmTo(new GeoPoint(sameDistrict.lonDeg(), sameDistrict.latDeg()))))
                .orElseThrow();
        stations.set(
                20,
                StationBuilder.like(sameDistrict)
                        .at(elsewhere.lonDeg(), elsewhere.latDeg())
                        .build());
        City changed = CityBuilder.like(demo).stations(stations).build();
        List<Problem> warnings = CatalogueFile.readWithWarnings(CatalogueFile.write(changed), NOW)
                .warnings();
        assertThat(warnings).anySatisfy(warning -> {
            assertThat(warning.place()).isEqualTo("stations[7]");
            assertThat(warning.text()).contains("from the middle of the city's stations");
        });
        assertThat(warnings).anySatisfy(warning -> {
            assertThat(warning.place()).isEqualTo("stations[20]");
            assertThat(warning.text()).contains("from the middle of its district's stations");
        });
        // One of the two that are now in one place says so.
        assertThat(warnings).anySatisfy(warning -> assertThat(warning.text()).startsWith("is where stations["));
        assertThat(warnings).hasSize(3);
    }
}
