package io.yizhan.town;

import io.yizhan.catalogue.Text;
import io.yizhan.catalogue.Venue;
import io.yizhan.catalogue.Venue.Allocation;
import io.yizhan.catalogue.WeeklyHours.Span;
import java.util.List;

/** A venue as a test wants it, or another one with some of it changed. What isn't said is a pooled hall of one place that is never open. */
public final class VenueBuilder {
    private String id;
    private Text name;
    private String kind = "HALL";
    private Allocation allocation = Allocation.POOLED;
    private int capacity = 1;
    private String policyId = "p";
    private List<Venue.Weekly> schedule = List.of();
    private List<Venue.Closure> closures = List.of();

    private VenueBuilder(String id, Text name) {
        this.id = id;
        this.name = name;
    }

    public static VenueBuilder venue(String id) {
        return new VenueBuilder(id, new Text("场地" + id, "Venue " + id));
    }

    public static VenueBuilder like(Venue venue) {
        return new VenueBuilder(venue.id(), venue.name())
                .kind(venue.kind())
                .shared(venue.allocation(), venue.capacity())
                .policy(venue.policyId())
                .schedule(venue.schedule())
                .closures(venue.closures());
    }

    public VenueBuilder id(String id) {
        this.id = id;
        return this;
    }

    public VenueBuilder name(Text name) {
        this.name = name;
        return this;
    }

    public VenueBuilder kind(String kind) {
        this.kind = kind;
        return this;
    }

    public VenueBuilder shared(Allocation allocation, int capacity) {
        this.allocation = allocation;
        this.capacity = capacity;
        return this;
    }

    public VenueBuilder policy(String policyId) {
        this.policyId = policyId;
        return this;
    }

    public VenueBuilder schedule(List<Venue.Weekly> schedule) {
        this.schedule = schedule;
        return this;
    }

    public VenueBuilder closures(List<Venue.Closure> closures) {
        this.closures = closures;
        return this;
    }

    /** The same slots on all days of the week. */
    public static List<Venue.Weekly> daily(int fromMin, int toMin, int slotMin) {
        return List.of(new Venue.Weekly(List.of(1, 2, 3, 4, 5, 6, 7), new Span(fromMin, toMin), slotMin));
    }

    public Venue build() {
        return new Venue(id, name, kind, allocation, capacity, policyId, schedule, closures);
    }
}
