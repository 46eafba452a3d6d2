package io.yizhan.http.station;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.yizhan.catalogue.Activity;
import io.yizhan.catalogue.Occurrence;
import io.yizhan.catalogue.Station;
import io.yizhan.core.ActivityTerms;
import io.yizhan.core.Command;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.head.Language;
import io.yizhan.http.json.JsonFragment;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.region.DirectoryIndex;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * When a catalogue's activities take place, found and written once for all who ask for the same days: a month of a city is some thousands, and
 * anybody may ask for it. Any thread.
 */
final class ActivityCalendar {
    /** Of all lists that are kept: some megabytes with their texts. */
    private static final int OCCURRENCES_KEPT_MAX = 50_000;

    private static final int BYTES_USUAL = 256;

    private final Cache<Asked, Found> kept = Caffeine.newBuilder()
            .maximumWeight(OCCURRENCES_KEPT_MAX)
            .weigher((Asked asked, Found found) -> 1 + found.occurrences.size())
            .build();

    /** Which activities on which days. */
    record Asked(@Nullable String stationId, Activity.@Nullable Kind kind, LocalDate from, LocalDate to) {}

    /** In order of time. */
    static final class Found {
        final List<Occurrence> occurrences;
        private final AtomicReferenceArray<JsonFragment> written;

        private Found(List<Occurrence> occurrences) {
            this.occurrences = occurrences;
            written = new AtomicReferenceArray<>(occurrences.size() * Language.values().length);
        }

        /** What does not change of one. */
        JsonFragment fields(Exchange exchange, int i) {
            int at = i * Language.values().length + exchange.language().index;
            JsonFragment known = written.get(at);
            if (known != null) return known;
            JsonFragment fresh = JsonFragment.of(write(exchange, occurrences.get(i)));
            written.set(at, fresh);
            return fresh;
        }
    }

    static Found find(Exchange exchange, Asked asked) {
        DirectoryIndex index = exchange.index();
        ActivityCalendar calendar = index.derived(ActivityCalendar.class, ActivityCalendar::new);
        return Objects.requireNonNull(calendar.kept.get(asked, it -> new Found(occurrences(index, it))));
    }

    private static List<Occurrence> occurrences(DirectoryIndex index, Asked asked) {
        List<Occurrence> found = new ArrayList<>();
        for (Station station : index.directory.stations()) {
            if (asked.stationId != null && !asked.stationId.equals(station.id())) continue;
            int stationNo = index.directory.stationNo(station.id());
            for (Occurrence occurrence : index.horizon.occurrences(stationNo, asked.from, asked.to)) {
                if (asked.kind == null || occurrence.activity().kind() == asked.kind) found.add(occurrence);
            }
        }
        found.sort(Comparator.comparingInt(Occurrence::startMin).thenComparingInt(Occurrence::venueNo));
        return List.copyOf(found);
    }

    private static JsonOut write(Exchange exchange, Occurrence it) {
        DirectoryIndex index = exchange.index();
        Station station = index.directory.station(it.stationNo());
        JsonOut json = exchange.json(BYTES_USUAL)
                .object()
                .field("name", exchange.language().of(it.activity().name()))
                .field("kind", it.activity().kind().name())
                .field("stationId", station == null ? "" : station.id())
                .field("venueId", it.activity().venueId())
                .field("slot", index.slotIds.format(it.slotKey()))
                .time("start", it.startMin() * 60_000L)
                .time("end", it.endMin() * 60_000L);
        entry(json, index, it);
        return json.end();
    }

    private static void entry(JsonOut json, DirectoryIndex index, Occurrence it) {
        ActivityTerms terms = index.horizon.terms(it);
        if (terms == null) return;
        Activity.Entry entry = it.activity().entry();
        if (entry.partyMin() != 1 || entry.partyMax() != Command.PARTY_MAX)
            json.field("partyMin", entry.partyMin()).field("partyMax", entry.partyMax());
        if (terms.placesMin() > 0) json.field("placesMin", terms.placesMin());
        if (terms.decidesMin() > 0) json.time("decidedAt", terms.decidesMin() * 60_000L);
        if (terms.course().length == 0) return;
        json.array("course");
        for (long slot : terms.course()) json.value(index.slotIds.format(slot));
        json.endArray();
    }
}
