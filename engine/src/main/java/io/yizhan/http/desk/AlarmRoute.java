package io.yizhan.http.desk;

import io.vertx.core.http.HttpHeaders;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Text;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.auth.Role;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.region.Whereabouts;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/admin/alarms}: what needs a person now. An operator sees what is of its stations, an admin also what is of the region and of the
 * node. The region's owner answers, which knows most; where there is none, whoever is asked does, since that itself is an alarm. Of one event
 * loop.
 */
public final class AlarmRoute {
    private static final int BYTES = 256;
    private static final int TOLD_MAX = 200;
    private static final Text NO_STATION = new Text("", "");

    private final Alarms alarms;
    private final Predicate<Exchange> elsewhere;

    /** @param elsewhere lets another node answer; false where the region is here after all */
    public AlarmRoute(Alarms alarms, Predicate<Exchange> elsewhere) {
        this.alarms = alarms;
        this.elsewhere = elsewhere;
    }

    public void handle(Exchange exchange, Principal caller) {
        if (exchange.region.whereabouts() instanceof Whereabouts.At && elsewhere.test(exchange)) return;
        List<Alarm> seen = alarms.look(exchange.region.sources).stream()
                .filter(it -> isFor(caller, it.station()))
                .toList();
        List<Alarm> told = seen.subList(0, Math.min(seen.size(), TOLD_MAX));
        JsonOut json = exchange.json(BYTES * (1 + told.size()))
                .object()
                .time("asOf", exchange.nowMs())
                .field("count", seen.size())
                .array("alarms");
        for (Alarm alarm : told) write(exchange, json, alarm);
        exchange.header(HttpHeaders.CONTENT_LANGUAGE, exchange.language().tag);
        exchange.personal(200, json.endArray().end());
    }

    private static boolean isFor(Principal caller, @Nullable Station station) {
        return station == null ? caller.has(Role.ADMIN) : caller.operates(station.id());
    }

    private static void write(Exchange exchange, JsonOut json, Alarm alarm) {
        Station station = alarm.station();
        Text text = alarm.code().text(station == null ? NO_STATION : station.name());
        json.object()
                .field("code", alarm.code().code)
                .field("level", alarm.code().level.name())
                .time("since", alarm.sinceMs());
        if (station != null) json.field("stationId", station.id());
        json.field("text", exchange.language().of(text));
        if (!alarm.detail().isEmpty()) json.field("detail", alarm.detail());
        json.end();
    }
}
