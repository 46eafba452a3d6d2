package io.yizhan.http.station;

import io.yizhan.catalogue.Policy;
import io.yizhan.catalogue.PolicyNumber;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Text;
import io.yizhan.catalogue.Venue;
import io.yizhan.catalogue.WeeklyHours.Span;
import io.yizhan.feed.Share;
import io.yizhan.feed.StationFeed;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.head.Language;
import io.yizhan.http.json.JsonOut;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Locale;

/** A station as the public sees it. */
final class StationJson {
    private StationJson() {}

    static void position(JsonOut json, double[] at) {
        json.object("position")
                .field("lon", rounded(at[0]))
                .field("lat", rounded(at[1]))
                .end();
    }

    /** To a tenth of a metre. */
    static double rounded(double degrees) {
        return Math.round(degrees * 1e6) / 1e6;
    }

    /** What lists and maps show, into an object that is open. */
    static void summary(Exchange exchange, JsonOut json, Station station) {
        int stationNo = exchange.directory().stationNo(station.id());
        OccupancyJson.crowding(
                json, OccupancyJson.of(exchange.region.feed(), stationNo), station.occupancyMax(), exchange.nowMs());
        json.fields(StationSummaries.of(exchange, station, stationNo));
    }

    static void detail(Exchange exchange, JsonOut json, Station station) {
        Language language = exchange.language();
        json.field("host", language.of(station.host())).array("services");
        for (Text service : station.services()) json.value(language.of(service));
        json.endArray().object("hours");
        for (DayOfWeek day : DayOfWeek.values()) {
            json.array(day.name());
            for (Span span : station.hours().byDay().getOrDefault(day, List.of())) {
                json.object()
                        .field("from", clock(span.fromMin()))
                        .field("to", clock(span.toMin()))
                        .end();
            }
            json.endArray();
        }
        json.end().array("venues");
        for (Venue venue : station.venues()) venue(exchange, json, venue);
        json.endArray();
        share(exchange, json, station);
    }

    /** People ask whether fixed groups have all the good hours. */
    private static void share(Exchange exchange, JsonOut json, Station station) {
        StationFeed feed = exchange.region.feed().station(exchange.directory().stationNo(station.id()));
        Share share = feed == null ? Share.NONE : feed.share();
        json.object("booked")
                .field("places", share.taken())
                .field("recurring", share.recurring())
                .field("byHost", share.byHost())
                .end();
    }

    private static void venue(Exchange exchange, JsonOut json, Venue venue) {
        json.object()
                .field("id", venue.id())
                .field("name", exchange.language().of(venue.name()))
                .field("kind", venue.kind())
                .field("allocation", venue.allocation().name())
                .field("capacity", venue.capacity());
        for (Policy policy : exchange.directory().city().policies()) {
            if (!policy.id().equals(venue.policyId())) continue;
            json.object("policy");
            for (PolicyNumber number : PolicyNumber.values()) {
                Integer shown = number.shown(policy.terms());
                if (shown != null) json.field(number.field(), shown);
            }
            json.field("releaseDaysAhead", policy.release().daysAhead())
                    .field("releaseAt", policy.release().at().toString());
            if (!policy.neighbours().equals(policy.release()))
                json.field("neighboursDaysAhead", policy.neighbours().daysAhead())
                        .field("neighboursAt", policy.neighbours().at().toString());
            json.end();
        }
        json.end();
    }

    /** Minutes of the day as a clock shows them; 24:00 at the end. */
    private static String clock(int ofDayMin) {
        return String.format(Locale.ROOT, "%02d:%02d", ofDayMin / 60, ofDayMin % 60);
    }
}
