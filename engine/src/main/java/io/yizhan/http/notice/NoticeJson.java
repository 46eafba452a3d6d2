package io.yizhan.http.notice;

import io.yizhan.catalogue.Venue;
import io.yizhan.core.NoticeKind;
import io.yizhan.core.SlotKey;
import io.yizhan.http.head.Language;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.NumberedIds;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.http.region.DirectoryIndex;
import io.yizhan.notice.Notice;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** What a member is told, as the member gets it. */
public final class NoticeJson {
    /** Bytes that a usual one takes. */
    public static final int BYTES = 512;

    /** Whoever has lost a place looks for another one. */
    private static final Set<NoticeKind> LOST =
            EnumSet.of(NoticeKind.CLOSED, NoticeKind.CANCELLED, NoticeKind.CALLED_OFF, NoticeKind.WAITLIST_ENDED);

    private NoticeJson() {}

    /** Writes it as an object. */
    public static void write(JsonOut json, Notice notice, DirectoryIndex index, Language language) {
        long first = notice.slots()[0];
        json.object()
                .field("id", NumberedIds.NOTICE.format(notice.no()))
                .time("at", notice.atMs())
                .field("kind", notice.kind().name())
                .field("text", NoticeTexts.of(language, notice, index))
                .field("reservationId", ReservationIds.format(notice.reservationId()))
                .array("slots");
        for (long slot : notice.slots()) json.value(slotId(index, slot));
        json.endArray().time("start", SlotKey.startMs(first));
        String station = index.directory.stationId(index.directory.stationNoOfVenue(SlotKey.venueNo(first)));
        if (station != null) json.field("stationId", station);
        if (notice.untilMs() != 0) json.time("until", notice.untilMs());
        if (!notice.reason().isEmpty()) json.field("reason", notice.reason());
        if (LOST.contains(notice.kind())) alternatives(json, first, index);
        json.end();
    }

    /** A search, since what is free changes after it was told. */
    private static void alternatives(JsonOut json, long slot, DirectoryIndex index) {
        Venue venue = index.directory.venue(SlotKey.venueNo(slot));
        if (venue == null) return;
        String date = Instant.ofEpochMilli(SlotKey.startMs(slot))
                .atZone(index.directory.city().zone())
                .toLocalDate()
                .toString();
        json.field("alternatives", "/v1/slots?date=" + date + "&kind=" + venue.kind() + "&free=true");
    }

    private static String slotId(DirectoryIndex index, long slot) {
        return index.directory.venueId(SlotKey.venueNo(slot)) == null ? "" : index.slotIds.format(slot);
    }
}
