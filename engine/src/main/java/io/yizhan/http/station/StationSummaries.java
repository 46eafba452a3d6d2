package io.yizhan.http.station;

import io.yizhan.catalogue.District;
import io.yizhan.catalogue.Station;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.head.Language;
import io.yizhan.http.json.JsonFragment;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.region.DirectoryIndex;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** What lists and maps say of a catalogue's stations that does not change, by language: lists are long, and anybody may ask for them. Any thread. */
final class StationSummaries {
    private static final int BYTES_USUAL = 512;

    private final AtomicReferenceArray<JsonFragment> written;

    private StationSummaries(DirectoryIndex index) {
        written = new AtomicReferenceArray<>(index.directory.stationNoEnd() * Language.values().length);
    }

    static JsonFragment of(Exchange exchange, Station station, int stationNo) {
        DirectoryIndex index = exchange.index();
        StationSummaries all = index.derived(StationSummaries.class, () -> new StationSummaries(index));
        int at = stationNo * Language.values().length + exchange.language().index;
        JsonFragment known = all.written.get(at);
        if (known != null) return known;
        JsonFragment fresh = JsonFragment.of(write(exchange, station));
        all.written.set(at, fresh);
        return fresh;
    }

    private static JsonOut write(Exchange exchange, Station station) {
        Language language = exchange.language();
        return exchange.json(BYTES_USUAL)
                .object()
                .field("name", language.of(station.name()))
                .field("kind", station.kind().name())
                .object("district")
                .field("id", station.districtId())
                .field("name", districtName(exchange, station.districtId()))
                .end()
                .field("address", language.of(station.address()))
                .field("synthetic", station.synthetic())
                .end();
    }

    private static String districtName(Exchange exchange, String id) {
        for (District district : exchange.directory().city().districts()) {
            if (district.id().equals(id)) return exchange.language().of(district.name());
        }
        return id;
    }
}
