package io.yizhan.journal.record;

import com.fasterxml.jackson.core.JsonGenerator;
import io.yizhan.core.Event.PlaceOffered;
import io.yizhan.core.Event.ReservationConfirmed;
import io.yizhan.core.Event.ReservationPlaced;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.journal.sbe.PlaceOfferedDecoder;
import io.yizhan.journal.sbe.PlaceOfferedEncoder;
import io.yizhan.journal.sbe.ReservationConfirmedDecoder;
import io.yizhan.journal.sbe.ReservationConfirmedEncoder;
import io.yizhan.journal.sbe.ReservationPlacedDecoder;
import io.yizhan.journal.sbe.ReservationPlacedEncoder;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How reservations come to their places. */
final class PlacementKinds {
    private PlacementKinds() {}

    static List<EventKind<?>> all() {
        return List.of(new Placed(), new Offered(), new Confirmed());
    }

    private static final class Placed extends EventKind<ReservationPlaced> {
        private static final FixedFields FIXED = new FixedFields(ReservationPlacedDecoder.class);
        private static final FixedFields SLOT = new FixedFields(ReservationPlacedDecoder.SlotsDecoder.class);
        private static final int BY_HOST = 1;
        private static final int WAITS = 2;
        private static final int IS_AWAITED = 4;
        private static final int RECURRING = 8;
        private static final int ENTERS = 16;
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
                    .holdExpiresAtMs(event.untilMs())
                    .party(event.party())
                    .stationNo(event.stationNo())
                    .cancelClosesMin(event.cancelClosesMin())
                    .exclusiveSlots(event.exclusiveSlots())
                    .flags((short) flags(event));
            long[] slots = event.slots();
            ReservationPlacedEncoder.SlotsEncoder group = writer.slotsCount(slots.length);
            for (long slot : slots) group.next().slot(slot);
            to.at(writer.limit());
            to.text(event.member());
        }

        private static int flags(ReservationPlaced event) {
            int flags = (event.byHost() ? BY_HOST : 0) | (event.recurring() ? RECURRING : 0);
            if (event.waits()) return flags | WAITS;
            if (event.enters()) return flags | ENTERS;
            return event.checkInByMs() == 0 ? flags : flags | IS_AWAITED;
        }

        private static ReservationState state(int flags, long untilMs) {
            if ((flags & WAITS) != 0) return ReservationState.WAITLISTED;
            if ((flags & ENTERS) != 0) return ReservationState.ENTERED;
            return untilMs == 0 || (flags & IS_AWAITED) != 0 ? ReservationState.CONFIRMED : ReservationState.HELD;
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
            int states = flags & (WAITS | IS_AWAITED | ENTERS);
            boolean known = flags <= (BY_HOST | WAITS | IS_AWAITED | RECURRING | ENTERS);
            if (!known || Integer.bitCount(states) > 1 || ((flags & ENTERS) != 0 && from.version() < 9))
                throw new EventUnreadable("flags " + flags + " of a reservation");
            return new ReservationPlaced(
                    it.atMs(),
                    it.reservationId(),
                    from.text(),
                    it.keyHi(),
                    it.keyLo(),
                    slots,
                    it.party(),
                    state(flags, it.holdExpiresAtMs()),
                    it.holdExpiresAtMs(),
                    first ? (short) 0 : it.exclusiveSlots(),
                    first ? 0 : it.stationNo(),
                    first ? 0 : it.cancelClosesMin(),
                    (flags & BY_HOST) != 0,
                    (flags & RECURRING) != 0);
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
            if (event.recurring()) payload.append(",\"recurring\":true");
            if (event.enters()) payload.append(",\"enters\":true");
            if (event.waits()) payload.append(",\"waitEndsAtMs\":").append(event.waitEndsAtMs());
            if (event.checkInByMs() != 0) payload.append(",\"checkInByMs\":").append(event.checkInByMs());
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
            if (event.recurring()) to.writeBooleanField("recurring", true);
            if (event.holdExpiresAtMs() != 0) DumpJson.moment(to, "holdExpiresAt", event.holdExpiresAtMs());
            if (event.enters()) to.writeBooleanField("enters", true);
            if (event.waits()) DumpJson.moment(to, "waitEndsAt", event.waitEndsAtMs());
            if (event.checkInByMs() != 0) DumpJson.moment(to, "checkInBy", event.checkInByMs());
            if (event.hasTerms()) {
                to.writeNumberField("stationNo", event.stationNo());
                DumpJson.minute(to, "cancelClosesAt", event.cancelClosesMin());
            }
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
                    .offerExpiresAtMs(event.offerExpiresAtMs())
                    .checkInByMs(event.checkInByMs());
        }

        @Override
        PlaceOffered read(RecordReader from) throws EventUnreadable {
            PlaceOfferedDecoder it = from.fixed(reader, FIXED);
            return new PlaceOffered(
                    it.atMs(), it.reservationId(), it.offerExpiresAtMs(), from.version() < 6 ? 0 : it.checkInByMs());
        }

        @Override
        String audit(PlaceOffered event) {
            String expires = "{\"offerExpiresAtMs\":" + event.offerExpiresAtMs();
            return event.checkInByMs() == 0 ? expires + "}" : expires + ",\"checkInByMs\":" + event.checkInByMs() + "}";
        }

        @Override
        void dump(PlaceOffered event, JsonGenerator to) throws IOException {
            to.writeNumberField("reservationId", event.reservationId());
            if (event.offerExpiresAtMs() != 0) DumpJson.moment(to, "offerExpiresAt", event.offerExpiresAtMs());
            if (event.checkInByMs() != 0) DumpJson.moment(to, "checkInBy", event.checkInByMs());
        }
    }

    private static final class Confirmed extends EventKind<ReservationConfirmed> {
        private static final FixedFields FIXED = new FixedFields(ReservationConfirmedDecoder.class);
        private final ReservationConfirmedEncoder writer = new ReservationConfirmedEncoder();
        private final ReservationConfirmedDecoder reader = new ReservationConfirmedDecoder();

        Confirmed() {
            super(ReservationConfirmed.class, ReservationConfirmedDecoder.TEMPLATE_ID);
        }

        @Override
        Long reservationId(ReservationConfirmed event) {
            return event.reservationId();
        }

        @Override
        void write(ReservationConfirmed event, RecordWriter to) {
            to.fixed(writer)
                    .atMs(event.atMs())
                    .reservationId(event.reservationId())
                    .checkInByMs(event.checkInByMs());
        }

        @Override
        ReservationConfirmed read(RecordReader from) throws EventUnreadable {
            ReservationConfirmedDecoder it = from.fixed(reader, FIXED);
            return new ReservationConfirmed(it.atMs(), it.reservationId(), from.version() < 6 ? 0 : it.checkInByMs());
        }

        @Override
        @Nullable
        String audit(ReservationConfirmed event) {
            return event.checkInByMs() == 0 ? null : "{\"checkInByMs\":" + event.checkInByMs() + "}";
        }

        @Override
        void dump(ReservationConfirmed event, JsonGenerator to) throws IOException {
            to.writeNumberField("reservationId", event.reservationId());
            if (event.checkInByMs() != 0) DumpJson.moment(to, "checkInBy", event.checkInByMs());
        }
    }
}
