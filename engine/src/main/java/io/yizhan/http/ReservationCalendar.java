package io.yizhan.http;

import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.feed.DayView;
import io.yizhan.feed.Feed;
import io.yizhan.feed.StationFeed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableStatus;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/** A reservation as iCalendar (RFC 5545): an event for each slot, in UTC. */
final class ReservationCalendar {
    private ReservationCalendar() {}

    static byte[] of(Reservation reservation, DirectoryIndex index, Feed feed, Language language, long nowMs) {
        Calendar calendar = new Calendar();
        calendar.add(new ProdId("-//Yizhan//Yizhan//" + language.tag.toUpperCase(java.util.Locale.ROOT)));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(ImmutableCalScale.GREGORIAN);
        for (int i = 0; i < reservation.slots().length; i++) {
            calendar.add(event(reservation, i, index, feed, language, nowMs));
        }
        return calendar.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static VEvent event(
            Reservation reservation, int i, DirectoryIndex index, Feed feed, Language language, long nowMs) {
        long slot = reservation.slots()[i];
        int venueNo = SlotKey.venueNo(slot);
        VEvent event = new VEvent(false);
        event.add(new Uid(ReservationIds.format(reservation.id()) + "-" + (i + 1) + "@yizhan"));
        event.add(new DtStamp(Instant.ofEpochMilli(nowMs)));
        event.add(new DtStart<>(Instant.ofEpochSecond(SlotKey.startMin(slot) * 60L)));
        event.add(new DtEnd<>(Instant.ofEpochMilli(endMs(reservation, slot, index, feed))));
        event.add(status(reservation.state()));
        Venue venue = index.directory.venue(venueNo);
        Station station = index.directory.station(index.directory.stationNoOfVenue(venueNo));
        if (venue != null && station != null) {
            String place = language.of(station.name());
            event.add(new Summary(language.of(venue.name()) + " · " + place));
            event.add(new Location(place + ", " + language.of(station.address())));
        }
        return event;
    }

    private static Status status(ReservationState state) {
        return switch (state) {
            case HELD -> ImmutableStatus.VEVENT_TENTATIVE;
            case CONFIRMED, CHECKED_IN, COMPLETED -> ImmutableStatus.VEVENT_CONFIRMED;
            case CANCELLED, EXPIRED, NO_SHOW -> ImmutableStatus.VEVENT_CANCELLED;
        };
    }

    /** A slot that is no longer published ends where the next of the reservation begins, or with the reservation. */
    private static long endMs(Reservation reservation, long slot, DirectoryIndex index, Feed feed) {
        StationFeed station = feed.station(index.directory.stationNoOfVenue(SlotKey.venueNo(slot)));
        DayView day = station == null ? null : station.dayOf(slot);
        if (day != null) return day.endMs(day.indexOf(slot));
        long endMs = reservation.endsAtMs();
        for (long other : reservation.slots()) {
            long startMs = SlotKey.startMin(other) * 60_000L;
            if (startMs > SlotKey.startMin(slot) * 60_000L) endMs = Math.min(endMs, startMs);
        }
        return endMs;
    }
}
