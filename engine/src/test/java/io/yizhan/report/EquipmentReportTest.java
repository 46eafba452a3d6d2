package io.yizhan.report;

import static io.yizhan.report.Report.EQUIPMENT;
import static io.yizhan.report.ReportTown.HUANGPU;
import static io.yizhan.report.ReportTown.PUDONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.equipment.UseMeter.Use;
import io.yizhan.region.UseRows;
import io.yizhan.report.ReportRow.Equipment;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** For how long machines were in use, by real PostgreSQL. */
@Tag("server")
class EquipmentReportTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final String MONDAY = "2026-11-16";
    private static final String TUESDAY = "2026-11-17";

    @AutoClose
    private ReportTown town;

    @BeforeEach
    void start() throws Exception {
        town = new ReportTown(SHANGHAI).at("2026-11-15T10:00");
    }

    private static Use use(int stationNo, String machine, String kind, String hour, int inUseS, int knownS) {
        int hourMin = (int) (LocalDateTime.parse(hour).atZone(SHANGHAI).toEpochSecond() / 60);
        return new Use(stationNo, machine, kind, hourMin, inUseS, knownS);
    }

    private void write(long epoch, Use... uses) throws Exception {
        new UseRows(town.uri, "town", epoch).write(List.of(uses));
    }

    private int no(String station) {
        return town.directory.stationNo(station);
    }

    @Test
    void countsByWhateverIsAsked() throws Exception {
        write(
                1,
                use(no("s1"), "m1", "BIKE", MONDAY + "T18:00", 1_800, 3_600),
                use(no("s1"), "m1", "BIKE", TUESDAY + "T00:00", 600, 1_200),
                use(no("s1"), "m2", "ROWER", MONDAY + "T18:00", 0, 3_600),
                use(no("s2"), "m3", "BIKE", MONDAY + "T19:00", 60, 120));

        assertThat(town.rows(EQUIPMENT, Grouping.STATION, MONDAY, TUESDAY))
                .containsExactly(new Equipment("s1", 2, 8_400, 2_400), new Equipment("s2", 1, 120, 60));
        assertThat(town.rows(EQUIPMENT, Grouping.KIND, MONDAY, TUESDAY))
                .containsExactly(new Equipment("BIKE", 2, 4_920, 2_460), new Equipment("ROWER", 1, 3_600, 0));
        assertThat(town.rows(EQUIPMENT, Grouping.DAY, MONDAY, TUESDAY))
                .containsExactly(new Equipment(MONDAY, 3, 7_320, 1_860), new Equipment(TUESDAY, 1, 1_200, 600));
        assertThat(town.rows(EQUIPMENT, Grouping.HOUR, MONDAY, TUESDAY))
                .containsExactly(
                        new Equipment("00:00", 1, 1_200, 600),
                        new Equipment("18:00", 2, 7_200, 1_800),
                        new Equipment("19:00", 1, 120, 60));
        assertThat(town.rows(EQUIPMENT, Grouping.MACHINE, MONDAY, MONDAY))
                .containsExactly(
                        new Equipment("m1", 1, 3_600, 1_800),
                        new Equipment("m2", 1, 3_600, 0),
                        new Equipment("m3", 1, 120, 60));
        assertThat(town.rows(EQUIPMENT, Grouping.DISTRICT, MONDAY, TUESDAY))
                .extracting(ReportRow::group)
                .containsExactly(HUANGPU, PUDONG);
        assertThat(town.ask(EQUIPMENT, Grouping.STATION, MONDAY, TUESDAY, Set.of(no("s2")))
                        .rows())
                .isEqualTo(List.of(new Equipment("s2", 1, 120, 60)));
    }

    @Test
    void whatAnOwnerWritesAgainCountsOnceAndTwoOwnersAddUp() throws Exception {
        write(1, use(no("s1"), "m1", "BIKE", MONDAY + "T18:00", 100, 300));
        write(1, use(no("s1"), "m1", "BIKE", MONDAY + "T18:00", 200, 600));
        write(1, use(no("s1"), "m1", "BIKE", MONDAY + "T18:00", 200, 600));
        write(2, use(no("s1"), "m1", "BIKE", MONDAY + "T18:00", 10, 50));

        assertThat(town.rows(EQUIPMENT, Grouping.MACHINE, MONDAY, MONDAY))
                .containsExactly(new Equipment("m1", 1, 650, 210));
    }

    @Test
    void forgetsWhatIsOlderThanFourHundredDays() throws Exception {
        write(1, use(no("s1"), "m1", "BIKE", MONDAY + "T18:00", 100, 300));
        long mondayMs = LocalDateTime.parse(MONDAY + "T18:00").atZone(SHANGHAI).toEpochSecond() * 1_000;
        UseRows rows = new UseRows(town.uri, "town", 1);
        rows.forget(mondayMs + 400 * 86_400_000L);
        assertThat(town.rows(EQUIPMENT, Grouping.MACHINE, MONDAY, MONDAY)).hasSize(1);
        rows.forget(mondayMs + 400 * 86_400_000L + 60_000);
        assertThat(town.rows(EQUIPMENT, Grouping.MACHINE, MONDAY, MONDAY)).isEmpty();
    }
}
