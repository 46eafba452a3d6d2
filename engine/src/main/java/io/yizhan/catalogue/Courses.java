package io.yizhan.catalogue;

import io.yizhan.core.ActivityTerms;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What belongs together of activities that are courses, and what follows from how people enter. Any thread. */
final class Courses {
    /** Adds how often an activity takes place in its venue on a date. */
    interface Calendar {
        void add(List<Occurrence> to, Activity activity, int venueNo, LocalDate date);
    }

    private final Calendar calendar;
    private final Map<String, List<Occurrence>> byActivity = new ConcurrentHashMap<>();

    Courses(Calendar calendar) {
        this.calendar = calendar;
    }

    /** All dates of a course, in order of time. */
    List<Occurrence> dates(Activity course, int venueNo) {
        return Objects.requireNonNull(byActivity.computeIfAbsent(course.id(), id -> find(course, venueNo)));
    }

    private List<Occurrence> find(Activity course, int venueNo) {
        LocalDate first = course.sessions().stream()
                .map(session -> Objects.requireNonNull(session.from()))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        LocalDate last = course.sessions().stream()
                .map(session -> Objects.requireNonNull(session.to()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        List<Occurrence> dates = new ArrayList<>();
        for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1))
            calendar.add(dates, course, venueNo, date);
        dates.sort(Comparator.comparingInt(Occurrence::startMin));
        return List.copyOf(dates);
    }

    /** Of what stands by itself; null where it needs none. */
    static @Nullable ActivityTerms terms(Occurrence it) {
        return it.activity().entry().isAny() ? null : terms(it, List.of());
    }

    /**
     * Of a date of a course. Whether that takes place is decided once, before its first date.
     *
     * @param dates all of them
     */
    static ActivityTerms terms(Occurrence it, List<Occurrence> dates) {
        Activity.Entry entry = it.activity().entry();
        boolean decides =
                entry.placesMin() > 0 && (dates.isEmpty() || dates.getFirst().equals(it));
        return new ActivityTerms(
                entry.partyMin(),
                entry.partyMax(),
                entry.placesMin(),
                decides ? it.startMin() - entry.callOffMin() : 0,
                dates.stream().mapToLong(Occurrence::slotKey).toArray());
    }
}
