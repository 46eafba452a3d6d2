package io.yizhan.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.yizhan.core.StrikeRules;
import io.yizhan.core.Term;
import io.yizhan.town.CityBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueFileTest {
    /** A small city without a mistake; the tests below put one in. */
    static final String CITY = """
            {"id":"c","name":{"zh":"城","en":"City"},"zone":"Europe/Berlin","language":"en","horizonDays":14,
             "activeReservationsMax":4,"holdsMax":2,
             "policies":[{"id":"p","holdTtlS":120,"cancelCutoffMin":60,"weeklyMax":3,"releaseDaysAhead":7,"releaseAt":"18:00"}],
             "districts":[{"id":"d","name":{"zh":"区","en":"District"}}],
             "stations":[
              {"id":"s","name":{"zh":"站","en":"Station"},"kind":"SIMPLE","districtId":"d",
               "address":{"zh":"路","en":"Road"},"lonDeg":13.4,"latDeg":52,
               "hours":{"Mon-Fri":"06:30-22:00","Sat":["08:00-12:00","12:00-18:00"]},
               "occupancyMax":40,"host":{"zh":"主","en":"Host"},"group":"north","services":[{"zh":"水","en":"Water"}],
               "venues":[
                {"id":"v1","name":{"zh":"场","en":"Court"},"kind":"BADMINTON","allocation":"EXCLUSIVE","capacity":1,"policyId":"p",
                 "schedule":[{"days":"Mon-Fri","span":"07:00-22:00","slotMin":60},{"days":"Sat","span":"08:00-18:00","slotMin":30}],
                 "closures":[{"from":"2026-12-24","to":"2026-12-26","reason":{"zh":"假","en":"Holiday"}}]},
                {"id":"v2","name":{"zh":"室","en":"Room"},"kind":"CLASS_ROOM","allocation":"POOLED","capacity":20,"policyId":"p",
                 "schedule":[]}],
               "machines":[{"id":"m","name":{"zh":"机","en":"Machine"},"kind":"TREADMILL"}],
               "gates":["g"],
               "activities":[
                {"id":"a","name":{"zh":"课","en":"Class"},"kind":"CLASS","venueId":"v2","places":15,
                 "sessions":[{"days":"Mon,Wed","span":"18:00-19:00"},{"days":"Thu","span":"18:00-19:00","from":"2026-12-01"},
                  {"date":"2026-12-05","span":"09:00-10:00"}]}]}]}
            """;

    private static CatalogueInvalid refusal(String file) {
        CatalogueInvalid invalid = catchThrowableOfType(
                CatalogueInvalid.class, () -> CatalogueFile.read(file.getBytes(StandardCharsets.UTF_8)));
        assertThat(invalid).as("refusal of %s", file).isNotNull();
        return invalid;
    }

    private static String changed(String from, String to) {
        assertThat(CITY).contains(from);
        return CITY.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));
    }

    @Test
    void readsEveryField() {
        City city = CatalogueFile.read(CITY.getBytes(StandardCharsets.UTF_8));
        assertThat(city.zone().getId()).isEqualTo("Europe/Berlin");
        assertThat(city.holdsMax()).isEqualTo(2);
        assertThat(city.policies().getFirst().release().at()).hasToString("18:00");
        Station station = city.stations().getFirst();
        assertThat(station.hours().on(DayOfWeek.SATURDAY))
                .containsExactly(new WeeklyHours.Span(480, 720), new WeeklyHours.Span(720, 1080));
        assertThat(station.hours().on(DayOfWeek.SUNDAY)).isEmpty();
        assertThat(station.latDeg()).isEqualTo(52.0);
        assertThat(station.group()).isEqualTo("north");
        assertThat(station.synthetic()).isFalse();
        assertThat(station.venues().getFirst().schedule().getFirst())
                .isEqualTo(new Venue.Weekly(List.of(1, 2, 3, 4, 5), new WeeklyHours.Span(420, 1320), 60));
        LocalDate date = LocalDate.of(2026, 12, 5);
        assertThat(station.activities().getFirst().sessions())
                .containsExactly(
                        new Activity.Session(1, null, null, new WeeklyHours.Span(1080, 1140)),
                        new Activity.Session(3, null, null, new WeeklyHours.Span(1080, 1140)),
                        new Activity.Session(4, LocalDate.of(2026, 12, 1), null, new WeeklyHours.Span(1080, 1140)),
                        new Activity.Session(0, date, date, new WeeklyHours.Span(540, 600)));
    }

    /** Two to eight dates, within two months. */
    @Test
    void readsACourseAndHowOneEnters() {
        String weekly = changed(
                        SESSIONS,
                        "\"sessions\":[{\"days\":\"Mon,Wed\",\"span\":\"18:00-19:00\",\"from\":\"2026-12-01\",\"to\":\"2026-12-16\"}]")
                .replace(
                        "\"places\":15",
                        "\"places\":15,\"course\":true,\"partyMin\":2,\"partyMax\":3,\"placesMin\":6,\"callOffMin\":90");
        City city = CatalogueFile.read(weekly.getBytes(StandardCharsets.UTF_8));
        Activity course = city.stations().getFirst().activities().getFirst();
        assertThat(course.entry()).isEqualTo(new Activity.Entry(2, 3, 6, 90, true));
        assertThat(CatalogueFile.read(CatalogueFile.write(city))).isEqualTo(city);
        assertThat(course.sessions()).hasSize(2);

        assertThat(refusal(weekly.replace("2026-12-16", "2026-12-31")).problems())
                .anySatisfy(it -> assertThat(it.text()).contains("a course of 9 dates; it may have 2 to 8"));
        assertThat(refusal(weekly.replace("2026-12-16", "2026-12-02").replace("Mon,Wed", "Wed"))
                        .problems())
                .anySatisfy(it -> assertThat(it.text()).contains("a course of 1 dates"));
        String apart = changed(
                        SESSIONS,
                        "\"sessions\":[{\"date\":\"2026-12-05\",\"span\":\"09:00-10:00\"},{\"date\":\"2027-02-06\",\"span\":\"09:00-10:00\"}]")
                .replace("\"places\":15", "\"places\":15,\"course\":true");
        assertThat(refusal(apart).problems())
                .anySatisfy(it -> assertThat(it.text()).contains("more than 60 days, from 2026-12-05 to 2027-02-06"));
    }

    private static final String SESSIONS = """
            "sessions":[{"days":"Mon,Wed","span":"18:00-19:00"},{"days":"Thu","span":"18:00-19:00","from":"2026-12-01"},
                  {"date":"2026-12-05","span":"09:00-10:00"}]""";

    @Test
    void readsBackWhatItWrote() {
        City city = CatalogueFile.read(CITY.getBytes(StandardCharsets.UTF_8));
        byte[] written = CatalogueFile.write(city);
        assertThat(CatalogueFile.read(written)).isEqualTo(city);
        assertThat(CatalogueFile.write(CatalogueFile.read(written))).isEqualTo(written);
        City demo = DemoCity.shanghai();
        assertThat(CatalogueFile.read(CatalogueFile.write(demo))).isEqualTo(demo);
    }

    @Test
    void keepsEveryNumberOfAPolicy() {
        String all = "\"bookingCutoffMin\":5,\"verifiedEarlierMin\":5,\"hostSharePercent\":10,\"hostShareUntilMin\":60,"
                + "\"atOnceMax\":2,\"activeOfKindMax\":3,\"dailyMax\":2,\"weeklyMax\":3,\"weeklyMinutesMax\":600,"
                + "\"groupActiveMax\":4,\"groupDailyMax\":2,\"groupWeeklyMax\":5,"
                + "\"waitlistMax\":7,\"offerTtlS\":60,\"waitlistCutoffMin\":10,"
                + "\"checkInFromMin\":40,\"checkInByMin\":-10,"
                + "\"companionsUntilMin\":30,\"companionChangesMax\":2,\"holderPresent\":1";
        City city = CatalogueFile.read(changed("\"weeklyMax\":3", all).getBytes(StandardCharsets.UTF_8));
        assertThat(CatalogueFile.read(CatalogueFile.write(city))).isEqualTo(city);
        assertThat(PolicyNumber.values())
                .allSatisfy(number -> assertThat(
                                number.of(city.policies().getFirst().terms()))
                        .isNotNull());
    }

    @Test
    void keepsWhatBecomesOfWhoeverDoesNotCome() {
        String said = "\"holdsMax\":2,\"strikesMax\":3,\"strikeDays\":20,\"suspensionDays\":14";
        City city = CatalogueFile.read(changed("\"holdsMax\":2", said).getBytes(StandardCharsets.UTF_8));
        assertThat(city.strikes()).isEqualTo(new StrikeRules(3, 20L * 86_400_000, 14L * 86_400_000));
        assertThat(CatalogueFile.read(CatalogueFile.write(city))).isEqualTo(city);
    }

    /** So an engine starts with what a former version has stored. What is wrong with such a slot is told at an import. */
    @Test
    void readsSlotsThatAreReleasedAsTheyStart() {
        String row = changed(
                "\"releaseDaysAhead\":7,\"releaseAt\":\"18:00\"", "\"releaseDaysAhead\":0,\"releaseAt\":\"07:00\"");
        String both = row.replace("07:00-22:00", "09:00-22:00")
                .replace("08:00-18:00", "09:00-18:00")
                .replace("\"releaseAt\":\"07:00\"", "\"releaseAt\":\"09:00\"");
        for (String file : List.of(row, both))
            assertThat(CatalogueFile.read(file.getBytes(StandardCharsets.UTF_8)).id())
                    .isEqualTo("c");
    }

    @Test
    void readsTheExampleOfItsDescription() throws IOException {
        String description = Files.readString(Path.of("CATALOGUE.md"));
        int from = description.indexOf("```json\n") + 8;
        String example = description.substring(from, description.indexOf("```", from));
        assertThat(CatalogueFile.read(example.getBytes(StandardCharsets.UTF_8)).stations())
                .isNotEmpty();
    }

    @Test
    void readsAFileAndSkipsAByteOrderMark(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("city.json"), "\ufeff" + CITY);
        assertThat(CatalogueFile.read(file).id()).isEqualTo("c");
    }

    @ParameterizedTest(quoteTextArguments = false)
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "horizonDays":14             | "horizonDays":61                       | horizonDays                          | 1 to 60
            "horizonDays":14             | "horizonDays":1e1                      | horizonDays                          | whole number
            "horizonDays":14             | "horizonDays":99999999999999999999     | horizonDays                          | 1 to 60
            "horizonDays":14             | "horizonDays":null                     | horizonDays                          | not null
            "language":"en",             | `  `                                   | $                                    | lacks "language"
            "language":"en",             | "language":"fr",                       | language                             | "zh" or "en"
            "releaseAt":"18:00"          | "releaseAt":"18:00","bookingCutoffMin":10080 | stations[0].venues[0].schedule[0] | closes booking 10080 min
            "releaseAt":"18:00"          | "releaseAt":"18:00","neighboursDaysAhead":0 | stations[0].venues[0].schedule[0] | releases it 0 days
            "releaseAt":"18:00"          | "releaseAt":"18:00","neighboursAt":"19:00" | policies[0].neighboursAt       | needs "neighboursDaysAhead"
            "releaseAt":"18:00"          | "releaseAt":"18:00","neighboursDaysAhead":8 | policies[0].neighboursDaysAhead | before the host's staff
            "releaseAt":"18:00"          | "releaseAt":"18:00","hostShareUntilMin":5 | policies[0].hostShareUntilMin   | no "hostSharePercent"
            "releaseAt":"18:00"          | "releaseAt":"18:00","checkInByMin":-30    | policies[0].checkInByMin        | leaves nobody time to come: they can check in from 30 min
            "releaseAt":"18:00"          | "releaseAt":"18:00","checkInByMin":-20,"checkInFromMin":20 | policies[0].checkInByMin | leaves nobody time
            "releaseAt":"18:00"          | "releaseAt":"18:00","checkInByMin":241    | policies[0].checkInByMin        | -120 to 240
            "holdsMax":2                 | "holdsMax":2,"strikeDays":3               | strikeDays                      | needs "strikesMax"
            "holdsMax":2                 | "holdsMax":2,"strikesMax":0               | strikesMax                      | 1 to 20
            "holdsMax":2                 | "holdsMax":2,"strikesMax":3,"suspensionDays":366 | suspensionDays           | 1 to 365
            "releaseAt":"18:00"          | "releaseAt":"18:00","hostSharePercent":101 | policies[0].hostSharePercent  | 0 to 100
            "occupancyMax":40            | "occupancyMax":40,"hostEmployer":" "   | stations[0].hostEmployer             | 1 to 200
            "zone":"Europe/Berlin"       | "zone":"Europe/Atlantis"               | zone                                 | Europe/Atlantis
            "id":"c",                    | "id":"c","colour":"red",               | colour                               | not a field
            "id":"c",                    | "id":"c","id":"c",                     | id                                   | twice
            "id":"c",                    | "id":"C!",                             | id                                   | a-z and 0-9
            "holdsMax":2                 | "holdsMax":0                           | holdsMax                             | 1 to 100
            "holdTtlS":120               | "holdTtlS":5                           | policies[0].holdTtlS                 | 10 to 3600
            "weeklyMax":3                | "weeklyMax":0                          | policies[0].weeklyMax                | 1 to 50
            "weeklyMax":3                | "activeOfKindMax":101                  | policies[0].activeOfKindMax          | 1 to 100
            "weeklyMax":3                | "dailyMax":51                          | policies[0].dailyMax                 | 1 to 50
            "weeklyMax":3                | "weeklyMinutesMax":4                   | policies[0].weeklyMinutesMax         | 5 to 10080
            "weeklyMax":3                | "weeklyMinutesMax":29                  | stations[0].venues[0]                | the shortest slot of venue "v1" is 30 min, and policy "p" allows a member 29 min a week
            "weeklyMax":3                | "weeklyMinutesMax":59                  | stations[0].venues[1]                | the shortest slot of venue "v2" is 60 min, and policy "p" allows a member 59 min a week
            "weeklyMax":3                | "groupActiveMax":0                     | policies[0].groupActiveMax           | 1 to 100
            "weeklyMax":3                | "groupDailyMax":51                     | policies[0].groupDailyMax            | 1 to 50
            "weeklyMax":3                | "groupWeeklyMax":51                    | policies[0].groupWeeklyMax           | 1 to 50
            "group":"north"              | "group":"North"                        | stations[0].group                    | 1 to 32 of a-z
            "group":"north"              | "group":""                             | stations[0].group                    | 1 to 32 of a-z
            "releaseAt":"18:00"          | "releaseAt":"24:00"                    | policies[0].releaseAt                | local time
            "districtId":"d"             | "districtId":"x"                       | stations[0].districtId               | does not exist
            "kind":"SIMPLE"              | "kind":"HUGE"                          | stations[0].kind                     | one of [SIMPLE
            "lonDeg":13.4                | "lonDeg":180.1                         | stations[0].lonDeg                   | -180.0 to 180.0
            "latDeg":52                  | "latDeg":1e999                         | stations[0].latDeg                   | -90.0 to 90.0
            "zh":"站"                     | "zh":" "                               | stations[0].name.zh                  | 1 to 100
            "zh":"站"                     | "zh":"\\u0007"                         | stations[0].name.zh                  | control
            "zh":"站"                     | "zh":"\\ud800"                         | stations[0].name.zh                  | 1 to 100
            "Mon-Fri":"06:30-22:00"      | "Fri-Mon":"06:30-22:00"                | stations[0].hours.Fri-Mon            | days such as
            "Mon-Fri":"06:30-22:00"      | "Mon-Sat":"06:30-22:00"                | stations[0].hours.Sat                | some already
            "Mon-Fri":"06:30-22:00"      | "Mon-Fri":"06:30-24:01"                | stations[0].hours.Mon-Fri            | span
            "Mon-Fri":"06:30-22:00"      | "Mon-Fri":"06:30-21:00"                | stations[0].venues[0].schedule[0]    | outside the station's hours on Mon
            "12:00-18:00"                | "11:00-18:00"                          | stations[0].hours.Sat[1]             | before the span in front
            "occupancyMax":40            | "occupancyMax":0                       | stations[0].occupancyMax             | 1 to 100000
            "occupancyMax":40            | "occupancyMax":19                      | stations[0].venues[1].capacity       | occupancyMax of 19
            "capacity":1,                | "capacity":2,                          | stations[0].venues[0].capacity       | EXCLUSIVE
            "capacity":20                | "capacity":10001                       | stations[0].venues[1].capacity       | 1 to 10000
            "policyId":"p"               | "policyId":"q"                         | stations[0].venues[0].policyId       | does not exist
            "id":"v2"                    | "id":"v1"                              | stations[0].venues[1]                | repeats the venue id
            "slotMin":60                 | "slotMin":7                            | stations[0].venues[0].schedule[0]    | don't fill
            {"days":"Sat","span":"08:00-18:00" | {"days":"Fri","span":"08:00-18:00" | stations[0].venues[0].schedule[1]  | overlaps stations[0].venues[0].schedule[0]
            "to":"2026-12-26"            | "to":"2026-12-23"                      | stations[0].venues[0].closures[0]    | ends before
            "to":"2026-12-26"            | "to":"2026-02-30"                      | stations[0].venues[0].closures[0].to | a date
            "releaseDaysAhead":7         | "releaseDaysAhead":0                   | stations[0].venues[0].schedule[0]    | at 18:00
            "releaseDaysAhead":7         | "releaseDaysAhead":0                   | stations[0].activities[0]            | at 18:00
            "releaseDaysAhead":7,"releaseAt":"18:00" | "releaseDaysAhead":0,"releaseAt":"07:01" | stations[0].venues[0].schedule[0] | at 07:01
            "releaseDaysAhead":7,"releaseAt":"18:00" | "releaseDaysAhead":0,"releaseAt":"07:00","bookingCutoffMin":1 | stations[0].venues[0].schedule[0] | closes booking 1 min
            "zone":"Europe/Berlin"       | "zone":"+01:00:30"                     | zone                                 | whole minutes
            "venueId":"v2"               | "venueId":"v1"                         | stations[0].activities[0].venueId    | EXCLUSIVE
            "venueId":"v2"               | "venueId":"v9"                         | stations[0].activities[0].venueId    | does not have
            "places":15                  | "places":41                            | stations[0].activities[0].places     | occupancyMax
            "places":15                  | "places":15,"partyMin":3,"partyMax":2  | stations[0].activities[0]            | a partyMin of 3 above its partyMax of 2
            "places":15                  | "places":15,"partyMax":21              | stations[0].activities[0].partyMax   | 1 to 20
            "places":15                  | "places":1,"partyMin":2                | stations[0].activities[0]            | a partyMin of 2 above its places of 1
            "places":15                  | "places":15,"placesMin":16             | stations[0].activities[0]            | a placesMin of 16 above its places of 15
            "places":15                  | "places":15,"callOffMin":60            | stations[0].activities[0].callOffMin | needs "placesMin"
            "places":15                  | "places":15,"course":true              | stations[0].activities[0]            | need "date"
            "places":15                  | "places":15,"course":1                 | stations[0].activities[0].course     | true or false
            {"days":"Thu","span":"18:00-19:00" | {"days":"Wed","span":"18:30-19:30" | stations[0].activities[0].sessions[1] | clashes with
            "date":"2026-12-05"          | "date":"2026-12-06"                    | stations[0].activities[0].sessions[2] | hours on Sun
            "days":"Thu","span":"18:00-19:00","from":"2026-12-01" | "days":"Thu","span":"18:00-19:00","from":"2026-12-01","to":"2026-12-02" | stations[0].activities[0].sessions[1] | never takes place
            """)
    void namesTheMistakeAndItsPlace(String from, String to, String place, String text) {
        CatalogueInvalid invalid = refusal(changed(from, to));
        assertThat(invalid.problems()).anySatisfy(problem -> {
            assertThat(problem.place()).isEqualTo(place);
            assertThat(problem.text()).contains(text);
            assertThat(problem.line()).isPositive();
            assertThat(problem.column()).isPositive();
        });
    }

    @Test
    void writesWhoComesFirstAsItWasRead() {
        String policy =
                "\"releaseAt\":\"18:00\",\"neighboursDaysAhead\":3,\"neighboursAt\":\"12:00\",\"verifiedEarlierMin\":60,"
                        + "\"bookingCutoffMin\":15,\"hostSharePercent\":30,\"hostShareUntilMin\":120";
        String text = changed("\"releaseAt\":\"18:00\"", policy)
                .replace("\"occupancyMax\":40", "\"occupancyMax\":40,\"hostEmployer\":\"erjian\"");
        City city = CatalogueFile.read(text.getBytes(StandardCharsets.UTF_8));
        assertThat(city.stations().getFirst().hostEmployer()).isEqualTo("erjian");
        assertThat(city.policies().getFirst().neighbours()).isEqualTo(new Release(3, LocalTime.NOON));
        assertThat(city.policies().getFirst().terms().get(Term.HOST_SHARE_UNTIL_MS))
                .isEqualTo(120 * 60_000);
        assertThat(CatalogueFile.read(CatalogueFile.write(city))).isEqualTo(city);
    }

    @Test
    void refusesIdsThatAreTakenInTheWholeCity() {
        City city = CatalogueFile.read(CITY.getBytes(StandardCharsets.UTF_8));
        Station station = city.stations().getFirst();
        City twice = CityBuilder.like(city).stations(List.of(station, station)).build();
        CatalogueInvalid invalid = refusal(new String(CatalogueFile.write(twice), StandardCharsets.UTF_8));
        assertThat(invalid.problems())
                .extracting(Problem::place)
                .containsExactlyInAnyOrder(
                        "stations[1]",
                        "stations[1].venues[0]",
                        "stations[1].venues[1]",
                        "stations[1].machines[0]",
                        "stations[1].gates[0]",
                        "stations[1].activities[0]");
    }

    @Test
    void readsGatesOfTheStationAndOfItsVenues() {
        String file =
                changed("\"gates\":[\"g\"]", "\"gates\":[\"g\",{\"id\":\"h\",\"venueId\":\"v2\"},{\"id\":\"i\"}]");
        City city = CatalogueFile.read(file.getBytes(StandardCharsets.UTF_8));
        assertThat(city.stations().getFirst().gates()).containsExactly(Gate.of("g"), new Gate("h", "v2"), Gate.of("i"));
        assertThat(new String(CatalogueFile.write(city), StandardCharsets.UTF_8).replaceAll("\\s", ""))
                .contains("\"gates\":[\"g\",{\"id\":\"h\",\"venueId\":\"v2\"},\"i\"]");
        assertThat(CatalogueFile.read(CatalogueFile.write(city))).isEqualTo(city);
    }

    @Test
    void refusesAGateOfAVenueThatItsStationDoesNotHave() {
        CatalogueInvalid invalid =
                refusal(changed("\"gates\":[\"g\"]", "\"gates\":[\"g\",{\"id\":\"g\",\"venueId\":\"v9\",\"x\":1},7]"));
        assertThat(invalid.problems())
                .extracting(Problem::place)
                .containsExactlyInAnyOrder(
                        "stations[0].gates[1]",
                        "stations[0].gates[1].venueId",
                        "stations[0].gates[1].x",
                        "stations[0].gates[2]");
    }

    @Test
    void readsWhichMachineIsAVenue() {
        String file = changed("\"kind\":\"TREADMILL\"}]", "\"kind\":\"TREADMILL\",\"venueId\":\"v1\"}]");
        City city = CatalogueFile.read(file.getBytes(StandardCharsets.UTF_8));
        assertThat(city.stations().getFirst().machines().getFirst().venueId()).isEqualTo("v1");
        assertThat(CatalogueFile.read(CatalogueFile.write(city))).isEqualTo(city);
    }

    @Test
    void refusesAMachineThatIsNoVenueOfItsStationOrAnothersAlready() {
        String other = ",\"name\":{\"zh\":\"机\",\"en\":\"Machine\"},\"kind\":\"VR\",\"venueId\":";
        CatalogueInvalid invalid = refusal(changed(
                "\"kind\":\"TREADMILL\"}]",
                "\"kind\":\"TREADMILL\",\"venueId\":\"v1\"},{\"id\":\"n\"" + other + "\"v1\"},{\"id\":\"o\"" + other
                        + "\"v9\"}]"));
        assertThat(invalid.problems())
                .extracting(Problem::place)
                .containsExactlyInAnyOrder("stations[0].machines[1].venueId", "stations[0].machines[2].venueId");
    }

    @Test
    void readsWhenNobodyIsInsideAndForHowLongPlacesAreKept() {
        assertThat(CatalogueFile.read(CITY.getBytes(StandardCharsets.UTF_8)).occupancy())
                .isEqualTo(OccupancyRules.DEFAULT);
        City city = CatalogueFile.read(changed(
                        "\"horizonDays\":14",
                        "\"horizonDays\":14,\"occupancyResetAt\":\"03:30\",\"walkInAheadMin\":20,\"longestStayMin\":90")
                .getBytes(StandardCharsets.UTF_8));
        assertThat(city.occupancy()).isEqualTo(new OccupancyRules(LocalTime.of(3, 30), 20, 90));
        assertThat(CatalogueFile.read(CatalogueFile.write(city))).isEqualTo(city);
        assertThat(refusal(
                                changed(
                                        "\"horizonDays\":14",
                                        "\"horizonDays\":14,\"occupancyResetAt\":\"24:00\",\"walkInAheadMin\":241,\"longestStayMin\":29"))
                        .problems())
                .extracting(Problem::place)
                .containsExactlyInAnyOrder("occupancyResetAt", "walkInAheadMin", "longestStayMin");
    }

    @Test
    void readsForHowLongAWorkoutCanBeClaimed() {
        assertThat(CatalogueFile.read(CITY.getBytes(StandardCharsets.UTF_8)).workoutClaimMin())
                .isEqualTo(10);
        City city = CatalogueFile.read(changed("\"horizonDays\":14", "\"horizonDays\":14,\"workoutClaimMin\":25")
                .getBytes(StandardCharsets.UTF_8));
        assertThat(city.workoutClaimMin()).isEqualTo(25);
        assertThat(CatalogueFile.read(CatalogueFile.write(city))).isEqualTo(city);
        assertThat(refusal(changed("\"horizonDays\":14", "\"horizonDays\":14,\"workoutClaimMin\":61"))
                        .problems())
                .extracting(Problem::place)
                .containsExactly("workoutClaimMin");
    }

    @Test
    void tellsTheLineAndColumnInCharacters() {
        CatalogueInvalid invalid = refusal(changed("\"zh\":\"区\",\"en\":\"District\"", "\"zh\":\"区\",\"en\":7"));
        assertThat(invalid.problems())
                .containsExactly(new Problem("districts[0].name.en", 4, 47, "should be a text, not a whole number"));
    }

    @Test
    void namesAllMistakesAtOnce() {
        String file = changed("\"horizonDays\":14", "\"horizonDays\":0")
                .replace("\"districtId\":\"d\"", "\"districtId\":\"e\"")
                .replace("\"places\":15", "\"places\":0");
        assertThat(refusal(file).problems())
                .extracting(Problem::place)
                .containsExactly("horizonDays", "stations[0].districtId", "stations[0].activities[0].places");
    }

    @Test
    void namesTwoHundredMistakesAndCountsTheRest() {
        String file = changed("\"gates\":[\"g\"]", "\"services\":[" + "7,".repeat(249) + "7]")
                .replace("\"services\":[{\"zh\":\"水\",\"en\":\"Water\"}],", "");
        assertThat(refusal(file).problems()).hasSize(1);
        CatalogueInvalid many = refusal(changed("\"policies\":[", "\"policies\":[" + "7,".repeat(249)));
        assertThat(many.problems()).hasSize(200);
        assertThat(many.unnamedCount()).isEqualTo(49);
        assertThat(many).hasMessageEndingWith("and 49 more");
    }
}
