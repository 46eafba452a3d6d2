package io.yizhan.http.station;

import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.core.SlotKey;
import io.yizhan.feed.DayView;
import io.yizhan.feed.Rendering;
import io.yizhan.feed.StationFeed;
import io.yizhan.http.exchange.ETags;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.Gzip;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.head.HeaderList;
import io.yizhan.http.head.Language;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.http.region.DirectoryIndex;
import io.yizhan.http.region.SlotJson;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/stations/{id}/slots}: what everybody looks at. A day is rendered once for each change and language, whoever asks first,
 * and the same bytes are sent to all others.
 */
public final class SlotsRoute {
    private static final int VENUE_ID_LENGTH_MAX = 64;

    private static final CharSequence VARY = new AsciiString("accept-encoding, accept-language");

    private SlotsRoute() {}

    /** A day's slots of a whole station. */
    private static final class Rendered extends Rendering {
        final DirectoryIndex index;
        final Buffer body;
        final String etag;
        /** Compressed, once somebody has taken it so. Whoever finds none makes the same. */
        private @Nullable Buffer gzip;

        Rendered(long version, long validUntilMs, DirectoryIndex index, Buffer body, String etag) {
            super(version, validUntilMs);
            this.index = index;
            this.body = body;
            this.etag = etag;
        }

        Buffer gzip() {
            Buffer known = gzip;
            if (known == null) {
                known = Buffer.buffer(Gzip.quickly(body.getBytes()));
                gzip = known;
            }
            return known;
        }
    }

    public static void handle(Exchange exchange, String stationId) {
        DirectoryIndex index = exchange.index();
        int stationNo = index.directory.stationNo(stationId);
        Station station = index.directory.station(stationNo);
        if (station == null) {
            exchange.problem(Problem.of(ProblemCode.STATION_UNKNOWN, stationId));
            return;
        }
        long nowMs = exchange.nowMs();
        String venueId = null;
        LocalDate date = null;
        String asked = exchange.request.query();
        if (asked != null) date = Query.dateAlone(asked);
        if (asked != null && date == null) {
            Query query = new Query(exchange);
            venueId = query.text("venue", VENUE_ID_LENGTH_MAX);
            date = query.date("date");
            if (query.answered()) return;
            if (venueId != null && (index.directory.venueNo(venueId) == 0 || !has(station, venueId))) {
                exchange.problem(Problem.parameterInvalid("venue", "id"));
                return;
            }
        }
        if (date == null) date = LocalDate.ofInstant(Instant.ofEpochMilli(nowMs), exchange.zone());
        StationFeed feed = exchange.region.feed().station(stationNo);
        DayView day = feed == null ? null : feed.day(date);
        Rendered rendered = day != null && venueId == null
                ? shared(exchange, index, station, day, nowMs)
                : render(exchange, index, station, day, date, venueId, nowMs);
        answer(exchange, rendered);
    }

    private static boolean has(Station station, String venueId) {
        for (Venue venue : station.venues()) if (venue.id().equals(venueId)) return true;
        return false;
    }

    private static void answer(Exchange exchange, Rendered rendered) {
        boolean compressed = Gzip.serves(exchange, rendered.body.length());
        exchange.header(HttpHeaders.ETAG, compressed ? ETags.weak(rendered.etag) : rendered.etag)
                .header(HttpHeaders.CACHE_CONTROL, Exchange.NO_CACHE)
                .header(HttpHeaders.VARY, VARY);
        if (ETags.match(HeaderList.of(exchange.request, HttpHeaders.IF_NONE_MATCH), rendered.etag)) {
            exchange.sendEmpty(304);
        } else {
            exchange.header(HttpHeaders.CONTENT_LANGUAGE, exchange.language().tag);
            if (compressed) exchange.header(HttpHeaders.CONTENT_ENCODING, Gzip.NAME);
            exchange.send(200, Exchange.JSON, compressed ? rendered.gzip() : rendered.body);
        }
    }

    private static Rendered shared(Exchange exchange, DirectoryIndex index, Station station, DayView day, long nowMs) {
        int language = exchange.language().index;
        if (day.rendering(language, nowMs) instanceof Rendered kept && kept.index == index) return kept;
        Rendered fresh = render(exchange, index, station, day, day.date(), null, nowMs);
        day.keep(language, fresh);
        return fresh;
    }

    private static Rendered render(
            Exchange exchange,
            DirectoryIndex index,
            Station station,
            @Nullable DayView day,
            LocalDate date,
            @Nullable String venueId,
            long nowMs) {
        // The version first: what is read after it is at least as new.
        long version = day == null ? 0 : day.version();
        long validUntilMs = day == null ? 0 : day.nextTransitionMs(nowMs);
        Language language = exchange.language();
        JsonOut json = exchange.json(day == null ? 512 : 256 + 200 * day.size())
                .object()
                .field("stationId", station.id())
                .field("date", date.toString())
                .field("version", version)
                .array("venues");
        for (Venue venue : station.venues()) {
            if (venueId != null && !venueId.equals(venue.id())) continue;
            json.object()
                    .field("id", venue.id())
                    .field("name", language.of(venue.name()))
                    .field("kind", venue.kind())
                    .field("allocation", venue.allocation().name())
                    .array("slots");
            if (day != null) slots(json, index, day, index.directory.venueNo(venue.id()), nowMs);
            json.endArray().end();
        }
        String etag = '"'
                + index.tag
                + '-'
                + Long.toString(version, 36)
                + '-'
                + Long.toString(validUntilMs == Long.MAX_VALUE ? 0 : validUntilMs / 60_000, 36)
                + '-'
                + language.tag
                + '-'
                + date.toEpochDay()
                + (venueId == null ? "" : '-' + venueId)
                + '"';
        return new Rendered(version, validUntilMs, index, json.endArray().end().done(), etag);
    }

    private static void slots(JsonOut json, DirectoryIndex index, DayView day, int venueNo, long nowMs) {
        for (int i = day.firstFrom(SlotKey.of(venueNo, 0)); i < day.size() && day.venueNo(i) == venueNo; i++) {
            json.object()
                    .field("id", index.slotIds.format(day.key(i)))
                    .time("start", day.startMs(i))
                    .time("end", day.endMs(i));
            SlotJson.standing(json, day, i, nowMs);
            json.end();
        }
    }
}
