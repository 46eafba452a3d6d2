package io.yizhan.http.search;

import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Command;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueCommand;
import io.yizhan.feed.Feed;
import io.yizhan.feed.FeedWriter;
import io.yizhan.http.region.DirectoryIndex;
import io.yizhan.town.CityBuilder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A city's real books and what is published of them, all days of its horizon open, and a clock. */
final class SearchTown {
    final Directory directory;
    final DirectoryIndex index;
    final Offers offers;
    final Feed feed = new Feed();
    long nowMs;
    private final Region region = new Region(Rules.DEFAULT);
    private final FeedWriter writer;
    private long seq;
    private int members;

    SearchTown(City city, long nowMs) {
        this.nowMs = nowMs;
        directory = CityBuilder.numbered(city);
        index = new DirectoryIndex(directory);
        offers = Offers.of(index);
        writer = new FeedWriter(feed, region, city.zone());
        feed.restart(0);
        for (Station station : directory.stations()) for (Venue venue : station.venues()) open(station, venue);
        writer.publish(seq);
    }

    private void open(Station station, Venue venue) {
        int venueNo = directory.venueNo(venue.id());
        carryOut(new VenueCommand.DefineVenue(venueNo, index.horizon.terms(station, venue)));
        for (LocalDate date : index.horizon.days(today())) carryOut(index.horizon.slots(venueNo, date));
    }

    private void carryOut(Command command) {
        region.carryOut(command, Math.max(nowMs, region.lastMs()), event -> seq++);
    }

    LocalDate today() {
        return index.horizon.dateAt(nowMs);
    }

    /** By somebody new each time; in vain where there is no room. */
    void book(long slotKey, int party) {
        int member = ++members;
        carryOut(new Command.PlaceReservation("m-" + member, member, member, new long[] {slotKey}, party, false));
        writer.publish(seq);
    }

    void book(String slotId, int party) {
        book(index.slotIds.parse(slotId), party);
    }

    void close(int venueNo, int fromMin, int endMin) {
        carryOut(new ClosureCommand.CloseVenues(new int[] {venueNo}, fromMin, endMin, false, "repairs"));
        writer.publish(seq);
    }

    /** All slots that the city has on a date, whatever becomes of them. */
    List<Long> slotKeys(LocalDate date) {
        List<Long> keys = new ArrayList<>();
        for (Station station : directory.stations())
            for (Venue venue : station.venues()) {
                int venueNo = directory.venueNo(venue.id());
                for (int startMin : index.horizon.slots(venueNo, date).startMin())
                    keys.add(SlotKey.of(venueNo, startMin));
            }
        return keys;
    }

    /** One page; with the one that tells that there are more. */
    List<Hit> page(Question question, @Nullable SearchCursor after, int limit) {
        Shortlist found = SlotSearch.find(
                        offers, feed, question, directory.city().zone(), after, limit + 1, nowMs)
                .slots();
        List<Hit> hits = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) hits.add(found.hit(i));
        return hits;
    }

    /** Ids of all slots, whatever the number. */
    List<String> ids(Question question) {
        return page(question, null, 100_000).stream().map(this::id).toList();
    }

    List<String> ids(Asked asked) {
        return ids(asked.question());
    }

    String id(Hit hit) {
        return index.slotIds.format(hit.slotKey());
    }

    SearchCursor behind(Hit hit) {
        return SearchCursor.of(hit, String.valueOf(directory.venueId(hit.venueNo())));
    }
}
