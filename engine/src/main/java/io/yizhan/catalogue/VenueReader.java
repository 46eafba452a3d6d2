package io.yizhan.catalogue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the venues of one station: what each is, its week and its closures. */
final class VenueReader {
    static final int CAPACITY_MAX = 10_000;
    static final int SCHEDULE_ROWS_MAX = 100;
    static final int CLOSURES_MAX = 400;
    static final int SLOT_MIN_MIN = 5;

    private final CityReader city;
    private final Problems problems;
    private final WeeklyHours hours;
    private final int occupancyMax;

    VenueReader(CityReader city, WeeklyHours hours, int occupancyMax) {
        this.city = city;
        problems = city.problems;
        this.hours = hours;
        this.occupancyMax = occupancyMax;
    }

    @Nullable
    Venue venue(Node node) {
        Fields fields = Fields.of(node, problems);
        if (fields == null) return null;
        String id = fields.id("id");
        city.venueIds.claim(id, fields);
        Venue.Allocation allocation = fields.choice("allocation", Venue.Allocation.POOLED);
        String policyId = city.policyIds.reference(fields, "policyId");
        List<Venue.Weekly> schedule = new Week(city.policies.get(policyId)).read(fields);
        Venue venue = new Venue(
                id,
                fields.text("name", CityReader.NAME_CHARS_MAX),
                fields.kind("kind"),
                allocation,
                capacity(fields, allocation),
                policyId,
                schedule,
                fields.optionalList("closures", CLOSURES_MAX, this::closure));
        fields.end();
        return venue;
    }

    private int capacity(Fields fields, Venue.Allocation allocation) {
        int capacity = fields.integer("capacity", 1, CAPACITY_MAX);
        Node node = fields.optional("capacity");
        if (node == null || capacity == Fields.NONE) return capacity;
        if (allocation == Venue.Allocation.EXCLUSIVE && capacity != 1) {
            problems.add(node, "should be 1, since the venue is EXCLUSIVE: one party has all of it");
        } else if (occupancyMax != Fields.NONE && capacity > occupancyMax) {
            problems.add(node, "is above the station's occupancyMax of " + occupancyMax);
        }
        return capacity;
    }

    private Venue.@Nullable Closure closure(Node node) {
        Fields fields = Fields.of(node, problems);
        if (fields == null) return null;
        LocalDate from = fields.date(fields.required("from"));
        LocalDate to = fields.date(fields.required("to"));
        Text reason = fields.text("reason", CityReader.NAME_CHARS_MAX);
        fields.end();
        if (from == null || to == null) return null;
        if (to.isBefore(from)) problems.add(node, "ends before it starts");
        return new Venue.Closure(from, to, reason);
    }

    /** The schedule's rows as they are read, to compare each with the ones in front of it. */
    private final class Week {
        private record Row(Node node, Venue.Weekly weekly) {}

        private final @Nullable Policy policy;
        private final List<Row> rows = new ArrayList<>();

        Week(@Nullable Policy policy) {
            this.policy = policy;
        }

        List<Venue.Weekly> read(Fields venue) {
            return venue.list("schedule", SCHEDULE_ROWS_MAX, this::row);
        }

        private Venue.@Nullable Weekly row(Node node) {
            Fields fields = Fields.of(node, problems);
            if (fields == null) return null;
            List<Integer> days = fields.days(fields.required("days"));
            WeeklyHours.Span span = fields.span(fields.required("span"));
            int slotMin = fields.integer("slotMin", SLOT_MIN_MIN, Notation.DAY_MIN);
            fields.end();
            if (span == null) return null;
            Venue.Weekly weekly = new Venue.Weekly(days, span, slotMin);
            checkLength(node, span, slotMin, days.size());
            checkHours(node, weekly);
            checkRelease(node, span);
            for (Row earlier : rows) {
                if (!overlap(earlier.weekly, weekly)) continue;
                problems.add(node, "overlaps " + earlier.node.place() + " (line " + earlier.node.line + ")");
                break;
            }
            rows.add(new Row(node, weekly));
            return weekly;
        }

        private void checkLength(Node node, WeeklyHours.Span span, int slotMin, int days) {
            if (slotMin == Fields.NONE) return;
            int spanMin = span.toMin() - span.fromMin();
            city.weeklySlots += (long) days * (spanMin / slotMin);
            if (spanMin % slotMin == 0) return;
            problems.add(node, "is " + spanMin + " min long, which slots of " + slotMin + " min don't fill");
        }

        private void checkHours(Node node, Venue.Weekly weekly) {
            for (int day : weekly.days()) {
                if (hours.covers(DayOfWeek.of(day), weekly.span())) continue;
                problems.add(node, "is outside the station's hours on " + Notation.days(List.of(day)));
            }
        }

        /** On the day itself, a slot that starts before the release could never be booked. */
        private void checkRelease(Node node, WeeklyHours.Span span) {
            if (policy != null && policy.releasesTooLate(span.fromMin()))
                problems.add(node, PolicyReader.neverBookable(policy));
        }

        private static boolean overlap(Venue.Weekly one, Venue.Weekly other) {
            if (!one.span().overlaps(other.span())) return false;
            for (int day : one.days()) if (other.days().contains(day)) return true;
            return false;
        }
    }
}
