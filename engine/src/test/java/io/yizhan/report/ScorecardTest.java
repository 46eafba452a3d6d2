package io.yizhan.report;

import static io.yizhan.report.ReportTown.Way.PLAIN;
import static io.yizhan.report.ReportTown.activity;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.catalogue.Activity;
import io.yizhan.report.ReportRow.Scorecard;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a city asks of each station, counted by real PostgreSQL. */
@Tag("server")
class ScorecardTest {
    private static final Activity[] ACTIVITIES = {
        activity("last-year", Activity.Kind.LECTURE, "2025-12-31", 600, 720),
        activity("new-year", Activity.Kind.LECTURE, "2026-01-01", 600, 690),
        activity("spring", Activity.Kind.LECTURE, "2026-03-01", 600, 660),
        activity("street-dance", Activity.Kind.CLASS, "2026-11-16", 600, 720),
        activity("never-opened", Activity.Kind.CLASS, "2026-11-17", 600, 720),
        activity("closed", Activity.Kind.CLASS, "2026-11-18", 600, 720),
        activity("shorter", Activity.Kind.CLASS, "2026-11-19", 600, 720),
        activity("cup", Activity.Kind.TOURNAMENT, "2026-11-20", 600, 720),
        activity("to-come", Activity.Kind.CLASS, "2026-11-22", 1_320, 1_380),
    };

    @AutoClose
    private ReportTown town;

    @BeforeEach
    void start() throws Exception {
        town = new ReportTown(ZoneId.of("Asia/Shanghai"), ACTIVITIES).at("2025-12-01T10:00");
        town.open("hall", "2025-12-31T10:00", 120);
        town.open("hall", "2026-01-01T10:00", 90);
        town.open("hall", "2026-03-01T10:00", 60);
        town.open("hall", "2026-11-16T10:00", 120);
        town.open("hall", "2026-11-18T10:00", 120);
        town.close(1, "hall", "2026-11-18T11:00", "2026-11-18T11:30", true);
        town.open("hall", "2026-11-19T10:00", 60);
        town.open("hall", "2026-11-20T10:00", 120);
        town.open("hall", "2026-11-22T22:00", 60);
    }

    private void evening(String day) throws Exception {
        town.at(day + "T21:00").define("hall", "s1", ReportTown.HOST);
    }

    /** From the year's first day to the last that is asked for, whatever the first one is: a lecture was given where its slot was open. */
    @Test
    void countsLecturesAndClassesThatTookPlaceThisYear() throws Exception {
        evening("2026-11-22");
        assertThat(town.rows(Report.SCORECARD, Grouping.STATION, "2026-11-01", "2026-11-30"))
                .containsExactly(
                        // Open on the 16th, 19th and 20th.
                        new Scorecard("s1", 300, 1, 90, 0, 0L, 0, 0, 150, 120),
                        new Scorecard("s2", 0, 0, 0, 0, null, 0, 0, 0, 0));
        assertThat(town.rows(Report.SCORECARD, Grouping.STATION, "2025-12-01", "2026-02-28"))
                .first()
                .isEqualTo(new Scorecard("s1", 210, 1, 60, 0, 0L, 0, 0, 90, 0));
    }

    /** An hour with several venues open is one hour. */
    @Test
    void tellsHowLongAStationWasOpenAndForWhom() throws Exception {
        town.open("court", "2026-06-01T09:30", 60);
        town.open("gym", "2026-06-01T10:00", 60);
        town.open("gym", "2026-06-01T12:00", 60);
        town.open("pool", "2026-06-01T12:00", 60);
        town.book(1, "a", PLAIN.ofTheHost(), town.slot("court", "2026-06-01T09:30"));
        town.book(2, "b", PLAIN.party(2), town.slot("gym", "2026-06-01T10:00"));
        town.book(3, "a", PLAIN, town.slot("gym", "2026-06-01T12:00"));
        town.book(4, "b", PLAIN.at("s2"), town.slot("pool", "2026-06-01T12:00"));
        evening("2026-11-22");
        assertThat(town.rows(Report.SCORECARD, Grouping.STATION, "2026-06-01", "2026-06-30"))
                .containsExactly(
                        new Scorecard("s1", 150, 2, 5, 4, 3L, 2, 3, 150, 0),
                        new Scorecard("s2", 60, 1, 3, 1, null, 1, 1, 0, 0));
        Set<Integer> second = Set.of(town.directory.stationNo("s2"));
        assertThat(town.ask(Report.SCORECARD, Grouping.STATION, "2026-06-01", "2026-06-30", second)
                        .rows())
                .hasToString("[" + new Scorecard("s2", 60, 1, 3, 1, null, 1, 1, 0, 0) + "]");
    }
}
