package io.yizhan.catalogue;

import io.yizhan.core.Command;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads how people enter an activity: as courses, pairs or teams, and with how many it takes place. */
final class EntryReader {
    /** Two weeks before the start everybody knows. */
    private static final int CALL_OFF_MIN_MAX = 14 * 1_440;

    private final Problems problems;

    EntryReader(Problems problems) {
        this.problems = problems;
    }

    /** @param places people who can take part; {@link Fields#NONE} where that is not known */
    Activity.Entry read(Node activity, Fields fields, int places, List<Activity.Session> sessions) {
        Activity.Entry any = Activity.Entry.ANY;
        int partyMin = fields.optionalInteger("partyMin", 1, Command.PARTY_MAX, any.partyMin());
        int partyMax = fields.optionalInteger("partyMax", 1, Command.PARTY_MAX, any.partyMax());
        int placesMin = fields.optionalInteger("placesMin", 1, VenueReader.CAPACITY_MAX, any.placesMin());
        int callOffMin = fields.optionalInteger("callOffMin", 0, CALL_OFF_MIN_MAX, any.callOffMin());
        boolean course = fields.flag("course");
        Node said = fields.optional("callOffMin");
        if (said != null && placesMin == 0)
            problems.add(said, "needs \"placesMin\" beside it: without that nothing is called off");
        if (partyMin == Fields.NONE || partyMax == Fields.NONE || placesMin == Fields.NONE || callOffMin == Fields.NONE)
            return any;
        if (partyMin > partyMax)
            problems.add(activity, "has a partyMin of " + partyMin + " above its partyMax of " + partyMax);
        if (places != Fields.NONE && partyMin > places)
            problems.add(activity, "has a partyMin of " + partyMin + " above its places of " + places);
        if (places != Fields.NONE && placesMin > places)
            problems.add(activity, "has a placesMin of " + placesMin + " above its places of " + places);
        if (course) checkCourse(activity, sessions);
        return new Activity.Entry(partyMin, partyMax, placesMin, callOffMin, course);
    }

    private void checkCourse(Node activity, List<Activity.Session> sessions) {
        List<LocalDate> dates = new ArrayList<>();
        for (Activity.Session session : sessions) {
            List<LocalDate> some = dates(session);
            if (some == null) {
                problems.add(
                        activity,
                        "is a course, so its sessions need \"date\", or \"from\" and \"to\" with few days between");
                return;
            }
            dates.addAll(some);
        }
        dates.sort(null);
        if (dates.size() < 2 || dates.size() > Command.SLOTS_MAX)
            problems.add(activity, "is a course of " + dates.size() + " dates; it may have 2 to " + Command.SLOTS_MAX);
        else if (!dates.getLast().isBefore(dates.getFirst().plusDays(Horizon.DAYS_MAX)))
            problems.add(
                    activity,
                    "is a course of more than " + Horizon.DAYS_MAX + " days, from " + dates.getFirst() + " to "
                            + dates.getLast());
    }

    /** Null where there is no end to them. */
    private static @Nullable List<LocalDate> dates(Activity.Session session) {
        LocalDate from = session.from();
        LocalDate to = session.to();
        if (from == null || to == null || to.isAfter(from.plusDays(Horizon.DAYS_MAX))) return null;
        return from.datesUntil(to.plusDays(1)).filter(session::on).toList();
    }
}
