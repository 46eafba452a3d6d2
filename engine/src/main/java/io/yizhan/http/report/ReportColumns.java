package io.yizhan.http.report;

import io.yizhan.report.Report;
import io.yizhan.report.ReportRow.Equipment;
import io.yizhan.report.ReportRow.NoShows;
import io.yizhan.report.ReportRow.Participation;
import io.yizhan.report.ReportRow.RecurringShare;
import io.yizhan.report.ReportRow.Scorecard;
import io.yizhan.report.ReportRow.Use;

/** Which figures each report tells. */
final class ReportColumns {
    /** What Shanghai's unions ask of each station in a year: at least 4 hours of lectures, and 8 of skills training. */
    private static final long LECTURE_HOURS_MIN = 4;

    private static final long TRAINING_HOURS_MIN = 8;

    private static final Columns<Use> USE = Columns.of(Use.class)
            .number("slots", Use::slots)
            .hours("hours", Use::minutes)
            .number("offeredPlaces", Use::offered)
            .number("takenPlaces", Use::taken)
            .number("missedPlaces", Use::missed)
            .ratio("share", Use::taken, Use::offered);

    private static final Columns<NoShows> NO_SHOWS = Columns.of(NoShows.class)
            .number("bookings", NoShows::bookings)
            .number("awaited", NoShows::awaited)
            .number("noShows", NoShows::noShows)
            .number("strikes", NoShows::strikes)
            .number("forgiven", NoShows::forgiven)
            .ratio("share", NoShows::noShows, NoShows::awaited)
            .number("cancelledEarly", NoShows::cancelledEarly)
            .number("cancelledLate", NoShows::cancelledLate);

    private static final Columns<Participation> PARTICIPATION = Columns.of(Participation.class)
            .number("members", Participation::members)
            .number("bookings", Participation::bookings)
            .number("forgottenBookings", Participation::forgotten)
            .ratio("bookingsPerMember", it -> it.bookings() - it.forgotten(), Participation::members)
            .number("people", Participation::people);

    private static final Columns<RecurringShare> RECURRING_SHARE = Columns.of(RecurringShare.class)
            .number("places", RecurringShare::places)
            .number("recurringPlaces", RecurringShare::recurring)
            .ratio("recurringShare", RecurringShare::recurring, RecurringShare::places)
            .number("hostPlaces", RecurringShare::byHost)
            .ratio("hostShare", RecurringShare::byHost, RecurringShare::places)
            .number("eveningPlaces", RecurringShare::evening)
            .number("eveningRecurringPlaces", RecurringShare::eveningRecurring)
            .ratio("eveningRecurringShare", RecurringShare::eveningRecurring, RecurringShare::evening)
            .number("eveningHostPlaces", RecurringShare::eveningByHost)
            .ratio("eveningHostShare", RecurringShare::eveningByHost, RecurringShare::evening);

    private static final Columns<Equipment> EQUIPMENT = Columns.of(Equipment.class)
            .number("machines", Equipment::machines)
            .hours("knownHours", it -> it.knownS() / 60)
            .hours("inUseHours", it -> it.inUseS() / 60)
            .ratio("share", Equipment::inUseS, Equipment::knownS);

    private static final Columns<Scorecard> SCORECARD = Columns.of(Scorecard.class)
            .hours("openHours", Scorecard::openMinutes)
            .number("venueKinds", Scorecard::kinds)
            .number("offeredPlaces", Scorecard::offered)
            .number("takenPlaces", Scorecard::taken)
            .ratio("share", Scorecard::taken, Scorecard::offered)
            .whereKnown("neighbourPlaces", Scorecard::takenByOthers)
            .number("members", Scorecard::members)
            .number("bookings", Scorecard::bookings)
            .hours("lectureHours", Scorecard::lectureMinutes)
            .number("lectureHoursMin", it -> LECTURE_HOURS_MIN)
            .hours("trainingHours", Scorecard::trainingMinutes)
            .number("trainingHoursMin", it -> TRAINING_HOURS_MIN);

    private ReportColumns() {}

    static Columns<?> of(Report report) {
        return switch (report) {
            case USE -> USE;
            case NO_SHOWS -> NO_SHOWS;
            case PARTICIPATION -> PARTICIPATION;
            case RECURRING_SHARE -> RECURRING_SHARE;
            case SCORECARD -> SCORECARD;
            case EQUIPMENT -> EQUIPMENT;
        };
    }
}
