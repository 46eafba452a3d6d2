package io.yizhan.app;

import io.yizhan.http.desk.AlarmCode;
import io.yizhan.http.desk.Fault;
import io.yizhan.http.node.Health.Part;
import io.yizhan.http.node.Health.Status;
import io.yizhan.region.OwnedRegion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the parts of an owned region are. A database that is away degrades it: bookings go on. Any thread. */
final class RegionHealth {
    private RegionHealth() {}

    /** @param named whether the parts' names say which region it is */
    static List<Part> of(OwnedRegion region, boolean named) {
        String suffix = named ? " " + region.id() : "";
        List<Part> parts = new ArrayList<>();
        parts.add(part("journal" + suffix, RegionFaults.journal(region), ""));
        parts.add(part(
                "postgres" + suffix,
                RegionFaults.rows(region.writeBehind()),
                region.eventsBehind() + " events behind"));
        Fault slots = RegionFaults.slots(region);
        if (slots != null) parts.add(part("slots" + suffix, slots, ""));
        return parts;
    }

    /** @param figure what is said of it in any case */
    private static Part part(String name, @Nullable Fault fault, String figure) {
        if (fault == null) return new Part(name, Status.UP, figure);
        boolean down = fault.code().level == AlarmCode.Level.CRITICAL;
        return new Part(
                name,
                down ? Status.DOWN : Status.DEGRADED,
                figure.isEmpty() ? fault.detail() : fault.detail() + "; " + figure);
    }
}
