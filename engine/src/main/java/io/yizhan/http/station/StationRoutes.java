package io.yizhan.http.station;

import io.netty.util.AsciiString;
import io.vertx.core.http.HttpHeaders;
import io.yizhan.catalogue.Machine;
import io.yizhan.catalogue.Station;
import io.yizhan.core.EquipmentMark;
import io.yizhan.equipment.StationMachines;
import io.yizhan.feed.StationFeed;
import io.yizhan.http.exchange.ETags;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.head.HeaderList;
import io.yizhan.http.head.MediaTypes;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What there is: stations, how full they are, and their machines. */
public final class StationRoutes {
    private static final CharSequence GEO_JSON = new AsciiString("application/geo+json");
    private static final int PAGE = 200;
    private static final int PAGE_MAX = 500;
    private static final int ID_LENGTH_MAX = 64;

    private StationRoutes() {}

    public static void list(Exchange exchange) {
        int type = MediaTypes.accepted(
                HeaderList.of(exchange.request, HttpHeaders.ACCEPT), "application/json", "application/geo+json");
        if (type < 0) {
            exchange.problem(Problem.of(ProblemCode.NOT_ACCEPTABLE, "application/json, application/geo+json"));
            return;
        }
        Query query = new Query(exchange);
        StationFilter filter = StationFilter.of(query);
        int limit = query.integer("limit", 1, PAGE_MAX, PAGE);
        String after = query.text("after", ID_LENGTH_MAX);
        if (filter == null || query.answered()) return;
        List<Station> found = new ArrayList<>();
        boolean started = after == null;
        for (Station station : exchange.directory().stations()) {
            if (started && filter.takes(station)) found.add(station);
            if (found.size() > limit) break;
            started |= station.id().equals(after);
        }
        if (!started) {
            query.wrong("after", "id");
            return;
        }
        boolean more = found.size() > limit;
        if (more) found.remove(limit);
        JsonOut json = exchange.json(512 * (1 + found.size()));
        if (type == 0) {
            stations(exchange, json, found, filter);
        } else {
            features(exchange, json, found, filter);
        }
        if (more) json.field("next", found.get(limit - 1).id());
        ETags.send(exchange, type == 0 ? Exchange.JSON : GEO_JSON, json.end());
    }

    private static void stations(Exchange exchange, JsonOut json, List<Station> stations, StationFilter filter) {
        json.object().array("stations");
        for (Station station : stations) {
            json.object().field("id", station.id());
            StationJson.position(json, filter.position(station));
            StationJson.summary(exchange, json, station);
            json.end();
        }
        json.endArray();
    }

    private static void features(Exchange exchange, JsonOut json, List<Station> stations, StationFilter filter) {
        json.object().field("type", "FeatureCollection").array("features");
        for (Station station : stations) {
            double[] at = filter.position(station);
            json.object().field("type", "Feature").field("id", station.id());
            json.object("geometry").field("type", "Point").array("coordinates");
            json.value(StationJson.rounded(at[0]))
                    .value(StationJson.rounded(at[1]))
                    .endArray()
                    .end();
            json.object("properties");
            StationJson.summary(exchange, json, station);
            json.end().end();
        }
        json.endArray();
    }

    public static void one(Exchange exchange, String id) {
        Station station = known(exchange, id);
        if (station == null) return;
        StationFilter filter = StationFilter.of(new Query(exchange));
        if (filter == null) return;
        JsonOut json = exchange.json(4_096).object().field("id", station.id());
        StationJson.position(json, filter.position(station));
        StationJson.summary(exchange, json, station);
        StationJson.detail(exchange, json, station);
        ETags.send(exchange, Exchange.JSON, json.end());
    }

    public static void occupancy(Exchange exchange, String id) {
        Station station = known(exchange, id);
        if (station == null) return;
        int stationNo = exchange.directory().stationNo(id);
        var feed = exchange.region.feed().station(stationNo);
        int usual = exchange.region.sources.usual().at(stationNo, exchange.nowMs());
        JsonOut json = exchange.json(256).object();
        OccupancyJson.fields(json, feed, station.occupancyMax(), usual, exchange.directory(), exchange.nowMs());
        ETags.send(exchange, Exchange.JSON, json.end());
    }

    public static void equipment(Exchange exchange, String id) {
        Station station = known(exchange, id);
        if (station == null) return;
        int stationNo = exchange.directory().stationNo(id);
        StationMachines known = exchange.region.sources.equipment().station(stationNo);
        StationFeed feed = exchange.region.feed().station(stationNo);
        Map<String, EquipmentMark> marks =
                feed == null ? Map.of() : feed.outOfOrder().byMachine();
        JsonOut json = exchange.json(1_024).object().field("stationId", id).array("machines");
        for (Machine machine : station.machines()) {
            json.object()
                    .field("id", machine.id())
                    .field("name", exchange.language().of(machine.name()))
                    .field("kind", machine.kind());
            if (!machine.venueId().isEmpty()) json.field("venueId", machine.venueId());
            MachineJson.standing(json, known.machine(machine.id()), marks.get(machine.id()), exchange.nowMs());
            json.end();
        }
        ETags.send(exchange, Exchange.JSON, json.endArray().end());
    }

    /** Null where there is no such station, which was answered. */
    public static @Nullable Station known(Exchange exchange, String id) {
        Station station = exchange.directory().station(exchange.directory().stationNo(id));
        if (station == null) exchange.problem(Problem.of(ProblemCode.STATION_UNKNOWN, id));
        return station;
    }
}
