package io.yizhan.town;

import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Controller;
import io.yizhan.catalogue.Controller.Direction;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Gate;
import io.yizhan.catalogue.Network;
import io.yizhan.catalogue.Station;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The {@link HttpTown} with controllers at the gates of its first station. */
public final class ControllerTown {
    /** The station's own gate, which a test's controllers have. */
    public static final String GATE = "s-1-g1";

    private ControllerTown() {}

    /** A controller of ZKTeco's that says itself which way, let in from these networks. */
    public static Controller zkteco(String serial, String... addresses) {
        return new Controller(Controller.Kind.ZKTECO, serial, networks(addresses), null, Map.of());
    }

    public static Controller uhppote(String serial, String... addresses) {
        return new Controller(Controller.Kind.UHPPOTE, serial, networks(addresses), null, Map.of());
    }

    /** The same, wired to lead one way. */
    public static Controller leading(Controller controller, @Nullable Direction direction) {
        return new Controller(
                controller.kind(), controller.serial(), controller.addresses(), direction, controller.doors());
    }

    /** The same, where only these doors count. */
    public static Controller withDoors(Controller controller, Map<Integer, Direction> doors) {
        return new Controller(
                controller.kind(), controller.serial(), controller.addresses(), controller.direction(), doors);
    }

    private static List<Network> networks(String... addresses) {
        return Arrays.stream(addresses)
                .map(it -> Objects.requireNonNull(Network.parse(it)))
                .toList();
    }

    /** The first has {@link #GATE}, the others gates {@code s-1-g2} and so on. */
    public static Directory directory(Controller... controllers) {
        return in(HttpTown.directory(), HttpTown.ZONE, controllers);
    }

    /** Another town, so equipped, in another zone. */
    public static Directory in(Directory town, ZoneId zone, Controller... controllers) {
        List<Gate> gates = new ArrayList<>();
        for (int i = 0; i < controllers.length; i++)
            gates.add(new Gate(town.stations().getFirst().id() + "-g" + (i + 1), "", controllers[i]));
        City city = town.city();
        List<Station> stations = new ArrayList<>(city.stations());
        stations.set(0, StationBuilder.like(stations.getFirst()).gates(gates).build());
        return CityBuilder.numbered(
                CityBuilder.like(city).zone(zone).stations(stations).build());
    }
}
