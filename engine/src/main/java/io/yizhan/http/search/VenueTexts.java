package io.yizhan.http.search;

import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.head.Language;
import io.yizhan.http.json.JsonFragment;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.region.DirectoryIndex;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** What is said of a slot's venue and station, which does not change, by venue and language: a page says it many times. Any thread. */
final class VenueTexts {
    private static final int BYTES_USUAL = 256;

    private final DirectoryIndex index;
    private final AtomicReferenceArray<JsonFragment> written;

    private VenueTexts(DirectoryIndex index) {
        this.index = index;
        written = new AtomicReferenceArray<>(index.directory.venueNoEnd() * Language.values().length);
    }

    static VenueTexts of(DirectoryIndex index) {
        return index.derived(VenueTexts.class, () -> new VenueTexts(index));
    }

    /** @param venueNo of a venue that the catalogue has */
    JsonFragment fields(Exchange exchange, int venueNo) {
        int at = venueNo * Language.values().length + exchange.language().index;
        JsonFragment known = written.get(at);
        if (known != null) return known;
        JsonFragment fresh = JsonFragment.of(write(exchange, venueNo));
        written.set(at, fresh);
        return fresh;
    }

    private JsonOut write(Exchange exchange, int venueNo) {
        Venue venue = index.directory.venue(venueNo);
        Station station = index.directory.station(index.directory.stationNoOfVenue(venueNo));
        if (venue == null || station == null) throw new IllegalStateException("no venue " + venueNo);
        Language language = exchange.language();
        return exchange.json(BYTES_USUAL)
                .object()
                .field("stationId", station.id())
                .field("stationName", language.of(station.name()))
                .field("venueId", venue.id())
                .field("venueName", language.of(venue.name()))
                .field("kind", venue.kind())
                .field("allocation", venue.allocation().name())
                .end();
    }
}
