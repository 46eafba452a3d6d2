package io.yizhan.http.exchange;

import io.yizhan.catalogue.Directory;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.auth.Role;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where an operator may look and act. */
public final class OperatedStations {
    private OperatedStations() {}

    /** By number: those of the caller's token, none where it names none; null for an admin, who may everywhere. */
    public static @Nullable Set<Integer> of(Exchange exchange, Principal caller) {
        if (caller.has(Role.ADMIN)) return null;
        Directory directory = exchange.directory();
        Set<Integer> numbers = new HashSet<>();
        for (String id : caller.stations()) numbers.add(directory.stationNo(id));
        return numbers;
    }
}
