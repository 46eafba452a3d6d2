package io.yizhan.journal.record;

import com.fasterxml.jackson.core.JsonGenerator;
import io.yizhan.core.Event;
import io.yizhan.core.Event.HoldExpired;
import io.yizhan.core.Event.PlaceOffered;
import io.yizhan.core.Event.ReservationArchived;
import io.yizhan.core.Event.ReservationCancelled;
import io.yizhan.core.Event.ReservationCompleted;
import io.yizhan.core.Event.ReservationConfirmed;
import io.yizhan.core.Event.ReservationPlaced;
import io.yizhan.core.SlotKey;
import io.yizhan.journal.sbe.HoldExpiredDecoder;
import io.yizhan.journal.sbe.HoldExpiredEncoder;
import io.yizhan.journal.sbe.PlaceOfferedDecoder;
import io.yizhan.journal.sbe.PlaceOfferedEncoder;
import io.yizhan.journal.sbe.ReservationArchivedDecoder;
import io.yizhan.journal.sbe.ReservationArchivedEncoder;
import io.yizhan.journal.sbe.ReservationCancelledDecoder;
import io.yizhan.journal.sbe.ReservationCancelledEncoder;
import io.yizhan.journal.sbe.ReservationCompletedDecoder;
import io.yizhan.journal.sbe.ReservationCompletedEncoder;
import io.yizhan.journal.sbe.ReservationConfirmedDecoder;
import io.yizhan.journal.sbe.ReservationConfirmedEncoder;
import io.yizhan.journal.sbe.ReservationPlacedDecoder;
import io.yizhan.journal.sbe.ReservationPlacedEncoder;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to reservations. */
final class ReservationKinds {
    private ReservationKinds() {}

    static List<EventKind<?>> all() {
        return List.of(
                new Placed(),
                new Offered(),
                new Confirmed(),
                new Cancelled(),
                new Expired(),
                new Completed(),
                new Archived());
    }

    private static final class Placed extends EventKind<ReservationPlaced> {
        private static final FixedFields FIXED = new FixedFields(ReservationPlacedDecoder.class);
        private static final FixedFields SLOT = new FixedFields(ReservationPlacedDecoder.SlotsDecoder.class);
        private static final int BY_HOST = 1;
        private static final int WAITS = 2;
        private final ReservationPlacedEncoder writer = new ReservationPlacedEncoder();
        private final ReservationPlacedDecoder reader = new ReservationPlacedDecoder();

        Placed() {
            super(ReservationPlaced.class, ReservationPlacedDecoder.TEMPLATE_ID);
        }

        @Override
        long variableBytesMax(ReservationPlaced event) {
            return RecordWriter.textBytesMax(event.member()) + 8L * event.slots().length;
        }

        @Override
        void write(ReservationPlaced event, RecordWriter to) {
            to.fixed(writer)
                    .atMs(event.atMs())
                    .reservationId(event.reservationId())
                    .keyHi(event.keyHi())
                    .keyLo(event.keyLo())
                    .holdExpiresAtMs(event.expiresAtMs())
                    .party(event.party())
                    .stationNo(event.stationNo())
                    .cancelClosesMin(event.cancelClosesMin())
                    .exclusiveSlots((short) event.exclusiveSlots())
                    .flags((short) ((event.byHost() ? BY_HOST : 0) | (event.waits() ? WAITS : 0)));
            long[] slots = event.slots();
            ReservationPlacedEncoder.SlotsEncoder group = writer.slotsCount(slots.length);
            for (long slot : slots) group.next().slot(slot);
            to.at(writer.limit());
            to.text(event.member());
        }

        @Override
        ReservationPlaced read(RecordReader from) throws EventUnreadable {
            ReservationPlacedDecoder it = from.fixed(reader, FIXED);
            long[] slots = new long[from.group(SLOT, 0)];
            ReservationPlacedDecoder.SlotsDecoder group = it.slots();
            for (int i = 0; i < slots.length; i++) slots[i] = group.next().slot();
            from.at(it.limit());
            boolean first = from.version() < 2;
            int flags = from.version() < 5 ? 0 : it.flags();
            if (flags > (BY_HOST | WAITS)) throw new EventUnreadable("flags " + flags + " of a reservation");
            boolean waits = (flags & WAITS) != 0;
            return new ReservationPlaced(
                    it.atMs(),
                    it.reservationId(),
                    from.text(),
                    it.keyHi(),
                    it.keyLo(),
                    slots,
                    it.party(),
                    it.holdExpiresAtMs(),
                    first ? 0 : it.exclusiveSlots(),
                    first ? 0 : it.stationNo(),
                    first ? 0 : it.cancelClosesMin(),
                    (flags & BY_HOST) != 0,
                    waits);
        }

        @Override
        Long reservationId(ReservationPlaced event) {
            return event.reservationId();
        }

        @Override
        String member(ReservationPlaced event) {
            return event.member();
        }

        @Override
        String audit(ReservationPlaced event) {
            var payload = new StringBuilder(80).append("{\"slots\":[");
            long[] slots = event.slots();
            for (int i = 0; i < slots.length; i++) {
                if (i > 0) payload.append(',');
                payload.append(slots[i]);
            }
            payload.append("],\"party\":").append(event.party());
            if (event.holdExpiresAtMs() != 0)
                payload.append(",\"holdExpiresAtMs\":").append(event.holdExpiresAtMs());
            if (event.hasTerms())
                payload.append(",\"exclusiveSlots\":")
                        .append(event.exclusiveSlots())
                        .append(",\"stationNo\":")
                        .append(event.stationNo())
                        .append(",\"cancelClosesMin\":")
                        .append(event.cancelClosesMin());
            if (event.byHost()) payload.append(",\"byHost\":true");
            if (event.waits()) payload.append(",\"waitEndsAtMs\":").append(event.waitEndsAtMs());
            return payload.append('}').toString();
        }

        @Override
        void dump(ReservationPlaced event, JsonGenerator to) throws IOException {
            to.writeNumberField("reservationId", event.reservationId());
            to.writeStringField("member", event.member());
            to.writeStringField("key", "%016x%016x".formatted(event.keyHi(), event.keyLo()));
            to.writeArrayFieldStart("slots");
            for (int i = 0; i < event.slots().length; i++) {
                to.writeStartObject();
                to.writeNumberField("venueNo", SlotKey.venueNo(event.slots()[i]));
                DumpJson.moment(to, "startsAt", SlotKey.startMs(event.slots()[i]));
                if (event.hasTerms()) to.writeBooleanField("exclusive", (event.exclusiveSlots() >> i & 1) != 0);
                to.writeEndObject();
            }
            to.writeEndArray();
            to.writeNumberField("party", event.party());
            to.writeBooleanField("byHost", event.byHost());
            if (event.holdExpiresAtMs() != 0) DumpJson.moment(to, "holdExpiresAt", event.holdExpiresAtMs());
            if (event.waits()) DumpJson.moment(to, "waitEndsAt", event.waitEndsAtMs());
            if (event.hasTerms()) {
                to.writeNumberField("stationNo", event.stationNo());
                DumpJson.minute(to, "cancelClosesAt", event.cancelClosesMin());
            }
        }
    }

    /** Those in which the reservation's number says all. */
    private abstract static class OfOne<E extends Event> extends EventKind<E> {
        OfOne(Class<E> type, int template) {
            super(type, template);
        }

        abstract long id(E event);

        @Override
        final Long reservationId(E event) {
            return id(event);
        }

        @Override
        final void dump(E event, JsonGenerator to) throws IOException {
            to.writeNumberField("reservationId", id(event));
        }
    }

    private static final class Offered extends EventKind<PlaceOffered> {
        private static final FixedFields FIXED = new FixedFields(PlaceOfferedDecoder.class);
        private final PlaceOfferedEncoder writer = new PlaceOfferedEncoder();
        private final PlaceOfferedDecoder reader = new PlaceOfferedDecoder();

        Offered() {
            super(PlaceOffered.class, PlaceOfferedDecoder.TEMPLATE_ID);
        }

        @Override
        Long reservationId(PlaceOffered event) {
            return event.reservationId();
        }

        @Override
        void write(PlaceOffered event, RecordWriter to) {
            to.fixed(writer)
                    .atMs(event.atMs())
                    .reservationId(event.reservationId())
                    .offerExpiresAtMs(event.offerExpiresAtMs());
        }

        @Override
        PlaceOffered read(RecordReader from) throws EventUnreadable {
            PlaceOfferedDecoder it = from.fixed(reader, FIXED);
            return new PlaceOffered(it.atMs(), it.reservationId(), it.offerExpiresAtMs());
        }

        @Override
        String audit(PlaceOffered event) {
            return "{\"offerExpiresAtMs\":" + event.offerExpiresAtMs() + "}";
        }

        @Override
        void dump(PlaceOffered event, JsonGenerator to) throws IOException {
            to.writeNumberField("reservationId", event.reservationId());
            if (event.offerExpiresAtMs() != 0) DumpJson.moment(to, "offerExpiresAt", event.offerExpiresAtMs());
        }
    }

    private static final class Confirmed extends OfOne<ReservationConfirmed> {
        private static final FixedFields FIXED = new FixedFields(ReservationConfirmedDecoder.class);
        private final ReservationConfirmedEncoder writer = new ReservationConfirmedEncoder();
        private final ReservationConfirmedDecoder reader = new ReservationConfirmedDecoder();

        Confirmed() {
            super(ReservationConfirmed.class, ReservationConfirmedDecoder.TEMPLATE_ID);
        }

        @Override
        long id(ReservationConfirmed event) {
            return event.reservationId();
        }

        @Override
        void write(ReservationConfirmed event, RecordWriter to) {
            to.fixed(writer).atMs(event.atMs()).reservationId(event.reservationId());
        }

        @Override
        ReservationConfirmed read(RecordReader from) throws EventUnreadable {
            ReservationConfirmedDecoder it = from.fixed(reader, FIXED);
            return new ReservationConfirmed(it.atMs(), it.reservationId());
        }
    }

    private static final class Cancelled extends EventKind<ReservationCancelled> {
        private static final FixedFields FIXED = new FixedFields(ReservationCancelledDecoder.class);
        private final ReservationCancelledEncoder writer = new ReservationCancelledEncoder();
        private final ReservationCancelledDecoder reader = new ReservationCancelledDecoder();

        Cancelled() {
            super(ReservationCancelled.class, ReservationCancelledDecoder.TEMPLATE_ID);
        }

        @Override
        Long reservationId(ReservationCancelled event) {
            return event.reservationId();
        }

        @Override
        long variableBytesMax(ReservationCancelled event) {
            return RecordWriter.textBytesMax(event.reason());
        }

        @Override
        void write(ReservationCancelled event, RecordWriter to) {
            to.fixed(writer)
                    .atMs(event.atMs())
                    .reservationId(event.reservationId())
                    .closureNo(event.closureNo());
            to.text(event.reason());
        }

        @Override
        ReservationCancelled read(RecordReader from) throws EventUnreadable {
            ReservationCancelledDecoder it = from.fixed(reader, FIXED);
            return new ReservationCancelled(
                    it.atMs(),
                    it.reservationId(),
                    from.version() < 4 ? 0 : it.closureNo(),
                    from.version() < 5 ? "" : from.text());
        }

        @Override
        @Nullable
        String audit(ReservationCancelled event) {
            if (!event.reason().isEmpty()) return "{\"reason\":" + AuditEntry.quoted(event.reason()) + "}";
            return event.closureNo() == 0 ? null : "{\"closureNo\":" + event.closureNo() + "}";
        }

        @Override
        void dump(ReservationCancelled event, JsonGenerator to) throws IOException {
            to.writeNumberField("reservationId", event.reservationId());
            if (event.closureNo() != 0) to.writeNumberField("closureNo", event.closureNo());
            if (!event.reason().isEmpty()) to.writeStringField("reason", event.reason());
        }
    }

    private static final class Expired extends OfOne<HoldExpired> {
        private static final FixedFields FIXED = new FixedFields(HoldExpiredDecoder.class);
        private final HoldExpiredEncoder writer = new HoldExpiredEncoder();
        private final HoldExpiredDecoder reader = new HoldExpiredDecoder();

        Expired() {
            super(HoldExpired.class, HoldExpiredDecoder.TEMPLATE_ID);
        }

        @Override
        long id(HoldExpired event) {
            return event.reservationId();
        }

        @Override
        void write(HoldExpired event, RecordWriter to) {
            to.fixed(writer).atMs(event.atMs()).reservationId(event.reservationId());
        }

        @Override
        HoldExpired read(RecordReader from) throws EventUnreadable {
            HoldExpiredDecoder it = from.fixed(reader, FIXED);
            return new HoldExpired(it.atMs(), it.reservationId());
        }
    }

    private static final class Completed extends OfOne<ReservationCompleted> {
        private static final FixedFields FIXED = new FixedFields(ReservationCompletedDecoder.class);
        private final ReservationCompletedEncoder writer = new ReservationCompletedEncoder();
        private final ReservationCompletedDecoder reader = new ReservationCompletedDecoder();

        Completed() {
            super(ReservationCompleted.class, ReservationCompletedDecoder.TEMPLATE_ID);
        }

        @Override
        long id(ReservationCompleted event) {
            return event.reservationId();
        }

        @Override
        void write(ReservationCompleted event, RecordWriter to) {
            to.fixed(writer).atMs(event.atMs()).reservationId(event.reservationId());
        }

        @Override
        ReservationCompleted read(RecordReader from) throws EventUnreadable {
            ReservationCompletedDecoder it = from.fixed(reader, FIXED);
            return new ReservationCompleted(it.atMs(), it.reservationId());
        }
    }

    private static final class Archived extends OfOne<ReservationArchived> {
        private static final FixedFields FIXED = new FixedFields(ReservationArchivedDecoder.class);
        private final ReservationArchivedEncoder writer = new ReservationArchivedEncoder();
        private final ReservationArchivedDecoder reader = new ReservationArchivedDecoder();

        Archived() {
            super(ReservationArchived.class, ReservationArchivedDecoder.TEMPLATE_ID);
        }

        @Override
        long id(ReservationArchived event) {
            return event.reservationId();
        }

        @Override
        void write(ReservationArchived event, RecordWriter to) {
            to.fixed(writer).atMs(event.atMs()).reservationId(event.reservationId());
        }

        @Override
        ReservationArchived read(RecordReader from) throws EventUnreadable {
            ReservationArchivedDecoder it = from.fixed(reader, FIXED);
            return new ReservationArchived(it.atMs(), it.reservationId());
        }
    }
}
