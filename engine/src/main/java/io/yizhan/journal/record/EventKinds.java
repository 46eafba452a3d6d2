package io.yizhan.journal.record;

import io.yizhan.core.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All kinds of events. For threads as the kinds are. */
final class EventKinds {
    private final Map<Class<?>, EventKind<?>> byType = new HashMap<>();
    private final EventKind<?>[] byTemplate;

    EventKinds() {
        List<EventKind<?>> all = new ArrayList<>();
        all.addAll(VenueKinds.all());
        all.addAll(SlotKinds.all());
        all.addAll(ActivityKinds.all());
        all.addAll(PlacementKinds.all());
        all.addAll(ArrivalKinds.all());
        all.addAll(ReservationKinds.all());
        all.addAll(MemberKinds.all());
        all.addAll(GateKinds.all());
        all.addAll(OccupancyKinds.all());
        all.addAll(ClosureKinds.all());
        all.addAll(EquipmentKinds.all());
        all.addAll(OperatorKinds.all());
        all.addAll(VisitKinds.all());
        all.addAll(FitnessKinds.all());
        all.addAll(DrawKinds.all());
        all.addAll(CompanionKinds.all());
        all.addAll(OrderKinds.all());
        int templateMax = 0;
        for (EventKind<?> kind : all) templateMax = Math.max(templateMax, kind.template());
        byTemplate = new EventKind<?>[templateMax + 1];
        for (EventKind<?> kind : all) {
            EventKind<?> other = byTemplate[kind.template()];
            if (other != null || byType.put(kind.type(), kind) != null)
                throw new IllegalStateException(kind.name() + " is described twice, or has the template of " + other);
            byTemplate[kind.template()] = kind;
        }
    }

    /** What describes an event. */
    @SuppressWarnings("unchecked") // By its own class.
    EventKind<Event> of(Event event) {
        EventKind<?> kind = byType.get(event.getClass());
        if (kind == null) throw new IllegalStateException("nothing describes a " + event.getClass());
        return (EventKind<Event>) kind;
    }

    EventKind<?> of(int template) throws EventUnreadable {
        EventKind<?> kind = template < byTemplate.length ? byTemplate[template] : null;
        if (kind == null) throw new EventUnreadable("no event has template " + template);
        return kind;
    }
}
