package io.yizhan.report;

import static io.yizhan.report.Grouping.DAY;
import static io.yizhan.report.Grouping.DISTRICT;
import static io.yizhan.report.Grouping.KIND;
import static io.yizhan.report.Grouping.MONTH;
import static io.yizhan.report.Grouping.STATION;
import static io.yizhan.report.Grouping.WEEK;
import static io.yizhan.report.Report.NO_SHOWS;
import static io.yizhan.report.Report.PARTICIPATION;
import static io.yizhan.report.Report.RECURRING_SHARE;
import static io.yizhan.report.Report.USE;
import static io.yizhan.report.ReportTown.HUANGPU;
import static io.yizhan.report.ReportTown.PUDONG;
import static io.yizhan.report.ReportTown.Way.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.core.Event.CheckedIn;
import io.yizhan.core.Event.ClosureLifted;
import io.yizhan.core.Event.HoldExpired;
import io.yizhan.core.Event.MemberErased;
import io.yizhan.core.Event.NoShow;
import io.yizhan.core.Event.OperatorActed;
import io.yizhan.core.Event.ReservationArchived;
import io.yizhan.core.Event.ReservationCancelled;
import io.yizhan.core.Event.ReservationCompleted;
import io.yizhan.core.Event.StrikeForgiven;
import io.yizhan.core.OperatorAct;
import io.yizhan.core.ReservationState;
import io.yizhan.report.ReportRow.NoShows;
import io.yizhan.report.ReportRow.Participation;
import io.yizhan.report.ReportRow.RecurringShare;
import io.yizhan.report.ReportRow.Use;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is counted of the rows, by real PostgreSQL. The 16th of November 2026 is a Monday. */
@Tag("server")
class ReportsTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final String MONDAY = "2026-11-16";
    private static final String SUNDAY = "2026-11-22";

    @AutoClose
    private ReportTown town;

    @BeforeEach
    void start() throws Exception {
        town = new ReportTown(SHANGHAI).at("2026-11-15T10:00");
    }

    /** All that was booked is over by then, and the rows know it. */
    private void weekIsOver() throws Exception {
        town.at("2026-11-23T00:00").define("hall", "s1", ReportTown.HOST);
    }

    private void completed(long... ids) throws Exception {
        for (long id : ids) town.tell(new ReservationCompleted(town.nowMs(), id));
    }

    @Test
    void countsPlacesThatWereOfferedTakenAndMissed() throws Exception {
        town.open("court", MONDAY + "T18:00", 60);
        town.open("gym", MONDAY + "T18:00", 90);
        town.open("gym", MONDAY + "T19:30", 90);
        town.open("pool", MONDAY + "T18:00", 60);
        // A court is one place, however many play; a gym is one for each.
        town.book(1, "a", PLAIN.party(4), town.slot("court", MONDAY + "T18:00"));
        town.book(2, "b", PLAIN.party(2), town.slot("gym", MONDAY + "T18:00"));
        town.book(3, "c", PLAIN.awaitedThere(), town.slot("gym", MONDAY + "T19:30"));
        town.book(4, "d", PLAIN, town.slot("gym", MONDAY + "T19:30"));
        town.place(5, "e", PLAIN.at("s2"), ReservationState.HELD, 9, town.slot("pool", MONDAY + "T18:00"));
        town.book(6, "f", PLAIN.at("s2"), town.slot("pool", MONDAY + "T18:00"));
        town.tell(new HoldExpired(town.nowMs(), 5), new ReservationCancelled(town.nowMs(), 6));
        town.tell(new CheckedIn(town.nowMs(), 1), new NoShow(town.nowMs(), 3, false, 0));
        completed(1);
        // Whatever left the books is in the reports all the same.
        town.tell(new ReservationArchived(town.nowMs(), 1));
        weekIsOver();
        assertThat(town.rows(USE, STATION, MONDAY, SUNDAY))
                .containsExactly(new Use("s1", 3, 240, 5, 4, 1), new Use("s2", 1, 60, 3, 0, 0));
        assertThat(town.rows(USE, KIND, MONDAY, SUNDAY))
                .containsExactly(new Use("BADMINTON", 1, 60, 1, 1, 0), new Use("GYM", 3, 240, 7, 3, 1));
        assertThat(town.rows(USE, DISTRICT, MONDAY, SUNDAY))
                .containsExactly(new Use(HUANGPU, 3, 240, 5, 4, 1), new Use(PUDONG, 1, 60, 3, 0, 0));
    }

    /** Days, weeks and months by the local clock, which in London has another date. */
    @Test
    void somethingIsOfTheLocalDayOnWhichItStarts() throws Exception {
        town.open("court", "2026-11-21T23:30", 60);
        town.open("court", "2026-11-22T00:30", 60);
        town.open("court", "2026-11-30T23:59", 30);
        town.open("court", "2026-12-01T00:29", 30);
        town.book(1, "a", PLAIN, town.slot("court", "2026-11-21T23:30"));
        // A booking counts where its first slot is, whichever was asked for first.
        town.book(2, "b", PLAIN, town.slot("court", "2026-12-01T00:29"), town.slot("court", "2026-11-30T23:59"));
        town.at("2026-12-03T00:00").define("hall", "s1", "");
        assertThat(town.rows(USE, DAY, "2026-11-21", "2026-12-01"))
                .containsExactly(
                        new Use("2026-11-21", 1, 60, 1, 1, 0),
                        new Use("2026-11-22", 1, 60, 1, 0, 0),
                        new Use("2026-11-30", 1, 30, 1, 1, 0),
                        new Use("2026-12-01", 1, 30, 1, 1, 0));
        assertThat(town.rows(USE, DAY, "2026-11-22", "2026-11-22"))
                .containsExactly(new Use("2026-11-22", 1, 60, 1, 0, 0));
        assertThat(town.rows(USE, MONTH, "2026-11-01", "2026-12-31"))
                .containsExactly(new Use("2026-11", 3, 150, 3, 2, 0), new Use("2026-12", 1, 30, 1, 1, 0));
        assertThat(town.rows(PARTICIPATION, DAY, "2026-11-21", "2026-12-01"))
                .containsExactly(
                        new Participation("2026-11-21", 1, 1, 0, 1), new Participation("2026-11-30", 1, 1, 0, 1));
        assertThat(town.rows(PARTICIPATION, DAY, "2026-12-01", "2026-12-01")).isEmpty();
    }

    /** On 25 October 2026 clocks in Berlin show the hour from two to three twice: that day has 25 hours, and its week 169. */
    @Test
    void aDayOfTwentyFiveHoursAndItsWeekAreWhole() throws Exception {
        try (ReportTown berlin = new ReportTown(ZoneId.of("Europe/Berlin")).at("2026-10-17T10:00")) {
            int sunday = berlin.minute("2026-10-25T00:00");
            for (int hour = -1; hour <= 25; hour++) berlin.open("gym", sunday + hour * 60, 60, false);
            berlin.open("gym", "2026-10-19T00:00", 60);
            berlin.open("gym", "2026-10-18T23:00", 60);
            berlin.at("2026-11-01T00:00").define("hall", "s1", "");
            assertThat(berlin.rows(USE, DAY, "2026-10-25", "2026-10-25"))
                    .containsExactly(new Use("2026-10-25", 25, 1_500, 50, 0, 0));
            assertThat(berlin.rows(USE, WEEK, "2026-10-12", "2026-11-01"))
                    .containsExactly(
                            new Use("2026-W42", 1, 60, 2, 0, 0),
                            new Use("2026-W43", 27, 1_620, 54, 0, 0),
                            new Use("2026-W44", 1, 60, 2, 0, 0));
            assertThat(berlin.rows(USE, WEEK, "2026-10-19", "2026-10-25"))
                    .containsExactly(new Use("2026-W43", 27, 1_620, 54, 0, 0));
        }
    }

    @Test
    void whatIsNotOverYetIsNotCounted() throws Exception {
        town.open("court", MONDAY + "T18:00", 60);
        town.open("court", MONDAY + "T19:00", 60);
        town.book(1, "a", PLAIN, town.slot("court", MONDAY + "T18:00"));
        town.book(2, "b", PLAIN, town.slot("court", MONDAY + "T19:00"));
        town.at(MONDAY + "T19:59").define("hall", "s1", "");
        assertThat(town.rows(USE, STATION, MONDAY, MONDAY)).containsExactly(new Use("s1", 1, 60, 1, 1, 0));
        assertThat(town.rows(PARTICIPATION, STATION, MONDAY, MONDAY))
                .containsExactly(new Participation("s1", 1, 1, 0, 1));
        town.at(MONDAY + "T20:00").define("hall", "s1", "");
        assertThat(town.rows(USE, STATION, MONDAY, MONDAY)).containsExactly(new Use("s1", 2, 120, 2, 2, 0));
        Reports.Answer answer = town.ask(PARTICIPATION, STATION, MONDAY, MONDAY, null);
        assertThat(answer.rows())
                .hasToString("[Participation[group=s1, members=2, bookings=2, forgotten=0, people=2]]");
        assertThat(answer.asOfMs()).isEqualTo(town.nowMs());
    }

    /** Closed by the schedule, by a closure, by one that was lifted while it lasted; not by one that was lifted before, or that came after. */
    @Test
    void whatWasClosedWasNotOffered() throws Exception {
        town.open("gym", town.minute(MONDAY + "T08:00"), 60, true);
        for (int hour = 10; hour <= 16; hour++) town.open("gym", MONDAY + "T" + hour + ":00", 60);
        town.book(1, "a", PLAIN, town.slot("gym", MONDAY + "T10:00"));
        town.close(1, "gym", MONDAY + "T10:30", MONDAY + "T11:30", false);
        town.close(2, "gym", MONDAY + "T15:00", MONDAY + "T15:30", true);
        lift(2, MONDAY + "T09:00");
        town.close(3, "gym", MONDAY + "T13:00", MONDAY + "T17:00", true);
        lift(3, MONDAY + "T14:10");
        town.at(MONDAY + "T20:00").close(4, "gym", MONDAY + "T12:00", MONDAY + "T23:00", true);
        weekIsOver();
        // At 10 a place was kept for who had it; 11, 13 and 14 were closed; 12, 15 and 16 were open.
        assertThat(town.rows(USE, STATION, MONDAY, MONDAY)).containsExactly(new Use("s1", 4, 240, 7, 1, 0));
    }

    private void lift(int closure, String local) throws Exception {
        town.at(local);
        int[] at = {town.directory.stationNo("s1")};
        town.tell(
                new ClosureLifted(town.nowMs(), closure),
                new OperatorActed(
                        town.nowMs(), "o", OperatorAct.LIFT_CLOSURE, at, "", closure, "", "CLOSED", "LIFTED"));
    }

    /** It was booked at the one, then moved, and is booked at the other. */
    @Test
    void aVenueThatHasMovedCountsWhereItWasBooked() throws Exception {
        town.open("court", MONDAY + "T18:00", 60);
        town.open("court", MONDAY + "T19:00", 60);
        town.open("court", MONDAY + "T20:00", 60);
        town.book(1, "a", PLAIN, town.slot("court", MONDAY + "T18:00"));
        town.moveCourt();
        town.book(2, "a", PLAIN.at("s2"), town.slot("court", MONDAY + "T19:00"));
        weekIsOver();
        assertThat(town.rows(USE, STATION, MONDAY, MONDAY))
                .containsExactly(new Use("s1", 1, 60, 1, 1, 0), new Use("s2", 2, 120, 2, 1, 0));
        assertThat(town.rows(PARTICIPATION, DISTRICT, MONDAY, MONDAY))
                .containsExactly(new Participation(HUANGPU, 1, 1, 0, 1), new Participation(PUDONG, 1, 1, 0, 1));
        Set<Integer> first = Set.of(town.directory.stationNo("s1"));
        assertThat(town.ask(USE, DAY, MONDAY, MONDAY, first).rows())
                .hasToString("[" + new Use(MONDAY, 1, 60, 1, 1, 0) + "]");
        assertThat(town.ask(NO_SHOWS, DAY, MONDAY, MONDAY, first).rows())
                .hasToString("[" + new NoShows(MONDAY, 1, 0, 0, 0, 0, 0, 0) + "]");
        assertThat(town.ask(USE, DAY, MONDAY, MONDAY, Set.of()).rows()).isEmpty();
    }

    @Test
    void whoWasForgottenIsABookingAndNoMember() throws Exception {
        for (int hour = 10; hour <= 14; hour++) town.open("gym", MONDAY + "T" + hour + ":00", 60);
        town.book(1, "a", PLAIN, town.slot("gym", MONDAY + "T10:00"));
        town.book(2, "a", PLAIN.party(2), town.slot("gym", MONDAY + "T11:00"), town.slot("gym", MONDAY + "T12:00"));
        town.book(3, "b", PLAIN, town.slot("gym", MONDAY + "T13:00"));
        town.book(4, "c", PLAIN, town.slot("gym", MONDAY + "T13:00"));
        town.book(5, "d", PLAIN.awaitedThere(), town.slot("gym", MONDAY + "T14:00"));
        town.tell(new NoShow(town.nowMs(), 5, true, 0));
        completed(1, 2, 3, 4);
        town.tell(new MemberErased(town.nowMs(), "b", new long[] {3}), new MemberErased(town.nowMs(), "c", new long[] {4
        }));
        weekIsOver();
        assertThat(town.rows(PARTICIPATION, WEEK, MONDAY, SUNDAY))
                .containsExactly(new Participation("2026-W47", 1, 4, 2, 5));
    }

    @Test
    void tellsWhoDidNotComeAndWhoGaveUpTheirPlace() throws Exception {
        for (int hour = 8; hour <= 20; hour++) town.open("hall", MONDAY + "T" + hour(hour) + ":00", 60);
        for (int id = 1; id <= 4; id++)
            town.book(id, "m" + id, PLAIN.awaitedThere(), town.slot("hall", MONDAY + "T" + hour(7 + id) + ":00"));
        town.book(5, "m5", PLAIN, town.slot("hall", MONDAY + "T12:00"));
        town.tell(new CheckedIn(town.nowMs(), 1));
        town.tell(new NoShow(town.nowMs(), 2, true, 0));
        town.tell(new NoShow(town.nowMs(), 3, true, 0), new StrikeForgiven(town.nowMs(), 3, 0, "好"));
        town.tell(new NoShow(town.nowMs(), 4, false, 0));
        // It is 10:00 on the day before: what is at 10:00 is a day away, what is at 9:00 is not.
        for (int id = 6; id <= 10; id++)
            town.book(id, "m" + id, PLAIN, town.slot("hall", MONDAY + "T" + (id == 6 ? "09" : "10") + ":00"));
        town.tell(new ReservationCancelled(town.nowMs(), 6));
        town.tell(new ReservationCancelled(town.nowMs(), 7));
        town.close(1, "gym", MONDAY + "T13:00", MONDAY + "T17:00", true);
        town.tell(new ReservationCancelled(town.nowMs(), 8, 1), new ReservationCancelled(town.nowMs(), 9, 0, "修"));
        // One that was let go while it was a hold was never a booking.
        long laterMs = town.nowMs() + 600_000;
        town.place(11, "m11", PLAIN, ReservationState.HELD, laterMs, town.slot("hall", MONDAY + "T10:00"));
        town.place(12, "m12", PLAIN, ReservationState.WAITLISTED, laterMs, town.slot("hall", MONDAY + "T10:00"));
        town.tell(new ReservationCancelled(town.nowMs(), 11), new ReservationCancelled(town.nowMs(), 12));
        weekIsOver();
        assertThat(town.rows(NO_SHOWS, DISTRICT, MONDAY, SUNDAY))
                .containsExactly(new NoShows(HUANGPU, 6, 4, 3, 1, 1, 1, 1));
    }

    private static String hour(int hour) {
        return hour < 10 ? "0" + hour : "" + hour;
    }

    /** As where it counts for too long: nobody is left waiting, and nothing goes on for them. */
    @Test
    void theDatabaseGivesUpByItself() throws Exception {
        ReportQuestion question = new ReportQuestion(
                USE, STATION, LocalDate.parse(MONDAY), LocalDate.parse(SUNDAY), null, town.directory);
        try (Connection other = town.uri.connect();
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("lock table slot in access exclusive mode");
            assertThatThrownBy(() -> new PostgresReports(town.uri, 100).find("town", question))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("statement timeout");
        }
        assertThat(new PostgresReports(town.uri).find("town", question).rows()).isEmpty();
        assertThat(new PostgresReports(town.uri).find("nowhere", question)).isEqualTo(new Reports.Answer(List.of(), 0));
    }

    /** Good hours are those that start from 17:00 on and before 21:00. */
    @Test
    void tellsWhatWeeklySeriesAndTheHostHaveOfTheGoodHours() throws Exception {
        String[] starts = {"16:15", "17:00", "20:15", "21:00"};
        for (String start : starts) town.open("hall", MONDAY + "T" + start, 45);
        town.book(1, "a", PLAIN.party(5).everyWeek(), town.slot("hall", MONDAY + "T16:15"));
        town.book(2, "a", PLAIN.party(7).everyWeek().awaitedThere(), town.slot("hall", MONDAY + "T17:00"));
        town.tell(new NoShow(town.nowMs(), 2, true, 0));
        town.book(3, "b", PLAIN.party(2).ofTheHost(), town.slot("hall", MONDAY + "T20:15"));
        town.book(4, "c", PLAIN, town.slot("hall", MONDAY + "T20:15"));
        town.book(5, "b", PLAIN.party(3).ofTheHost().everyWeek(), town.slot("hall", MONDAY + "T21:00"));
        weekIsOver();
        assertThat(town.rows(RECURRING_SHARE, STATION, MONDAY, SUNDAY))
                .containsExactly(new RecurringShare("s1", 18, 15, 5, 10, 7, 2));
        assertThat(town.rows(RECURRING_SHARE, DAY, SUNDAY, SUNDAY)).isEmpty();
    }
}
