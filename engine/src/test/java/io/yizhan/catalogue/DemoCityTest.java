package io.yizhan.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.VenueCommand;
import io.yizhan.town.CityBuilder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DemoCityTest {
    private static final City CITY = DemoCity.shanghai();

    @Test
    void theFileIsWhatItsGeneratorWrites() {
        String file = new String(DemoCity.bytes(DemoCity.RESOURCE), StandardCharsets.UTF_8);
        assertThat(file)
                .as("run DemoCityWriter after changing it")
                .isEqualTo(new String(CatalogueFile.write(DemoCityWriter.city()), StandardCharsets.UTF_8));
        assertThat(file.length()).isLessThan(2 << 20);
    }

    @Test
    void hasTheReportedMixOfKinds() {
        Map<Station.Kind, Long> byKind =
                CITY.stations().stream().collect(Collectors.groupingBy(Station::kind, Collectors.counting()));
        assertThat(byKind)
                .containsOnly(
                        Map.entry(Station.Kind.SIMPLE, 36L),
                        Map.entry(Station.Kind.REGULAR, 17L),
                        Map.entry(Station.Kind.COMPREHENSIVE, 78L));
        assertThat(CITY.stations().getLast().id()).isEqualTo("sh-131");
    }

    @Test
    void putsEachStationInsideItsDistrictAndSomeInEach() {
        Map<String, Outlines.Outline> outlines = Outlines.read();
        for (Station station : CITY.stations()) {
            assertThat(Objects.requireNonNull(outlines.get(station.districtId()))
                            .contains(station.lonDeg(), station.latDeg()))
                    .as(station.id())
                    .isTrue();
        }
        assertThat(outlines).hasSize(16);
        assertThat(CITY.stations().stream().map(Station::districtId).distinct()).hasSize(16);
    }

    @Test
    void hasTheMachinesGatesAndActivitiesThatEachKindNeeds() {
        for (Station station : CITY.stations()) {
            int machinesMin = station.kind() == Station.Kind.SIMPLE ? 3 : 5;
            assertThat(station.machines()).as(station.id()).hasSizeGreaterThanOrEqualTo(machinesMin);
            assertThat(station.gates()).as(station.id()).isNotEmpty();
            assertThat(station.activities())
                    .as(station.id())
                    .extracting(Activity::kind)
                    .contains(Activity.Kind.LECTURE, Activity.Kind.CLASS);
        }
        assertThat(CITY.stations().stream().flatMap(station -> station.venues().stream()))
                .extracting(Venue::kind)
                .contains("VR_BAY", "AI_COACH_BAY", "CONSULTATION_ROOM", "BADMINTON");
    }

    @Test
    void standsInOfficeBuildingsAndBusinessParksForMoreThanFortyPercent() {
        long offices = CITY.stations().stream()
                .filter(station -> station.name().zh().matches(".*(大厦|商务园|科技园)职工健身驿站"))
                .count();
        assertThat(offices).isGreaterThan(131 * 40 / 100);
    }

    @Test
    void saysThatAllStationsButTheRealOneAreInvented() {
        Station erjian = CITY.stations().getFirst();
        assertThat(erjian.id()).isEqualTo("sh-001");
        assertThat(erjian.name().zh()).isEqualTo("上海建工二建集团有限公司职工健身驿站");
        assertThat(erjian.synthetic()).isFalse();
        assertThat(erjian.activities())
                .extracting(activity -> activity.name().zh())
                .contains("减脂塑形", "街舞", "太极", "乒羽争霸赛");
        List<Station> others = CITY.stations().subList(1, 131);
        assertThat(others).allMatch(Station::synthetic);
        assertThat(others)
                .allMatch(station -> station.address().zh().contains("虚构")
                        && station.address().en().contains("synthetic"));
        assertThat(CITY.stations().stream().map(station -> station.name().en()).distinct())
                .hasSize(131);
    }

    @Test
    void hasTheBadmintonSlotAtSixOnEveryWeekday() {
        Horizon horizon = new Horizon(CityBuilder.numbered(CITY));
        SlotIds ids = new SlotIds(CityBuilder.numbered(CITY));
        int court = CityBuilder.numbered(CITY).venueNo("sh-001-b1");
        for (LocalDate date = LocalDate.of(2026, 11, 23); date.getDayOfWeek().getValue() < 6; date = date.plusDays(1)) {
            assertThat(Fixtures.slotIds(ids, horizon.slots(court, date)))
                    .contains("sh-001-b1." + date.toString().replace("-", "") + "T1800");
        }
    }

    @Test
    void opensAboutAQuarterOfAMillionSlotsAhead() {
        Directory directory = CityBuilder.numbered(CITY);
        Horizon horizon = new Horizon(directory);
        Map<String, Integer> byKind = new HashMap<>();
        int slots = 0;
        for (LocalDate date : horizon.days(LocalDate.of(2026, 11, 21))) {
            for (int venueNo = 1; venueNo < directory.venueNoEnd(); venueNo++) {
                VenueCommand.OpenSlots open = horizon.slots(venueNo, date);
                slots += open.startMin().length;
                byKind.merge(
                        Objects.requireNonNull(directory.venue(venueNo)).kind(), open.startMin().length, Integer::sum);
            }
        }
        assertThat(slots).as(byKind.toString()).isBetween(200_000, 350_000);
    }
}
