package io.yizhan.http.reservation;

import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.feed.Feed;
import io.yizhan.http.head.Language;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.http.region.DirectoryIndex;
import io.yizhan.http.region.SlotEnds;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Cn;
import net.fortuna.ical4j.model.property.Created;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;
import net.fortuna.ical4j.model.property.immutable.ImmutableStatus;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/**
 * A reservation as iCalendar (RFC 5545): an event for each slot, in UTC. A calendar that has it already takes a later one for a change of
 * the same event: the UID is the city's and stays, the sequence rises (RFC 5546).
 */
final class ReservationCalendar {
    private static final int LINE_OCTETS_MAX = 75;
    private static final byte[] FOLD = {'\r', '\n', ' '};

    private final Reservation reservation;
    private final String region;
    private final DirectoryIndex index;
    private final Feed feed;
    private final Language language;

    private ReservationCalendar(
            Reservation reservation, String region, DirectoryIndex index, Feed feed, Language language) {
        this.reservation = reservation;
        this.region = region;
        this.index = index;
        this.feed = feed;
        this.language = language;
    }

    static byte[] of(
            Reservation reservation, String region, DirectoryIndex index, Feed feed, Language language, long nowMs) {
        return new ReservationCalendar(reservation, region, index, feed, language).write(nowMs);
    }

    private byte[] write(long nowMs) {
        boolean over = isOver(reservation.state());
        Calendar calendar = new Calendar();
        calendar.add(new ProdId("-//Yizhan//Yizhan//" + language.tag.toUpperCase(Locale.ROOT)));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(ImmutableCalScale.GREGORIAN);
        calendar.add(over ? ImmutableMethod.CANCEL : ImmutableMethod.PUBLISH);
        for (int i = 0; i < reservation.slots().length; i++) calendar.add(event(i, nowMs));
        return folded(calendar.toString().getBytes(StandardCharsets.UTF_8));
    }

    private VEvent event(int i, long nowMs) {
        long slot = reservation.slots()[i];
        int venueNo = SlotKey.venueNo(slot);
        VEvent event = new VEvent(false);
        event.add(new Uid(ReservationIds.format(reservation.id()) + "-" + (i + 1) + "@" + region + ".yizhan"));
        event.add(new Sequence(sequence(reservation.state())));
        event.add(new DtStamp(Instant.ofEpochMilli(nowMs)));
        event.add(new Created(Instant.ofEpochMilli(reservation.createdAtMs())));
        event.add(new DtStart<>(Instant.ofEpochSecond(SlotKey.startMin(slot) * 60L)));
        event.add(new DtEnd<>(Instant.ofEpochMilli(SlotEnds.endMs(reservation, slot, index, feed))));
        event.add(status(reservation.state()));
        event.add(organizer());
        Venue venue = index.directory.venue(venueNo);
        Station station = index.directory.station(reservation.stationNo());
        if (venue != null && station != null) {
            String place = language.of(station.name());
            event.add(new Summary(language.of(venue.name()) + " · " + place));
            event.add(new Location(place + ", " + language.of(station.address())));
        } else {
            // The catalogue has it no longer; whoever booked it comes all the same.
            String venueId = index.directory.venueId(venueNo);
            if (venueId != null) event.add(new Summary(venueId));
        }
        return event;
    }

    /** Who can change the event: the city, which has no address to write to. */
    private Organizer organizer() {
        Organizer organizer = new Organizer(URI.create("urn:yizhan:region:" + region));
        // Quotes can't be written in a parameter.
        String name = language.of(index.directory.city().name()).replace('"', '\'');
        return organizer.add(new Cn(name));
    }

    private static boolean isOver(ReservationState state) {
        return ImmutableStatus.VEVENT_CANCELLED.equals(status(state));
    }

    private static Status status(ReservationState state) {
        return switch (state) {
            case HELD, WAITLISTED, OFFERED, ENTERED -> ImmutableStatus.VEVENT_TENTATIVE;
            case CONFIRMED, CHECKED_IN, COMPLETED -> ImmutableStatus.VEVENT_CONFIRMED;
            case CANCELLED, EXPIRED, NO_SHOW, NOT_DRAWN -> ImmutableStatus.VEVENT_CANCELLED;
        };
    }

    /** Rises whenever the status changes: no state leads back to one before it. */
    private static int sequence(ReservationState state) {
        return switch (state) {
            case HELD, WAITLISTED, OFFERED, ENTERED -> 0;
            case CONFIRMED, CHECKED_IN, COMPLETED -> 1;
            case CANCELLED, EXPIRED, NO_SHOW, NOT_DRAWN -> 2;
        };
    }

    /** Longer lines go on in the next, after a blank (RFC 5545, section 3.1). Counted in octets; no character is cut in two. */
    private static byte[] folded(byte[] text) {
        ByteArrayOutputStream folded = new ByteArrayOutputStream(text.length + text.length / 16);
        int inLine = 0;
        for (int at = 0; at < text.length; ) {
            int end = at + 1;
            while (end < text.length && (text[end] & 0xC0) == 0x80) end++;
            boolean breaks = text[at] == '\r' || text[at] == '\n';
            if (!breaks && inLine + end - at > LINE_OCTETS_MAX) {
                folded.writeBytes(FOLD);
                inLine = 1;
            }
            folded.write(text, at, end - at);
            inLine = breaks ? 0 : inLine + end - at;
            at = end;
        }
        return folded.toByteArray();
    }
}
