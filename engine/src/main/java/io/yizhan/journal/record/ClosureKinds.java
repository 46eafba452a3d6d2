package io.yizhan.journal.record;

import static io.yizhan.journal.record.AuditEntry.quoted;
import static io.yizhan.journal.record.RecordReader.flag;
import static io.yizhan.journal.record.RecordWriter.textBytesMax;

import com.fasterxml.jackson.core.JsonGenerator;
import io.yizhan.core.Event;
import io.yizhan.core.Event.ClosureBegan;
import io.yizhan.core.Event.ClosureCarriedOut;
import io.yizhan.core.Event.ClosureLifted;
import io.yizhan.core.Event.VenueClosed;
import io.yizhan.journal.sbe.ClosureBeganDecoder;
import io.yizhan.journal.sbe.ClosureBeganEncoder;
import io.yizhan.journal.sbe.ClosureCarriedOutDecoder;
import io.yizhan.journal.sbe.ClosureCarriedOutEncoder;
import io.yizhan.journal.sbe.ClosureLiftedDecoder;
import io.yizhan.journal.sbe.ClosureLiftedEncoder;
import io.yizhan.journal.sbe.VenueClosedDecoder;
import io.yizhan.journal.sbe.VenueClosedEncoder;
import java.io.IOException;
import java.util.List;

/** How venues are closed, and opened again. */
final class ClosureKinds {
    private ClosureKinds() {}

    static List<EventKind<?>> all() {
        return List.of(new Began(), new OfVenue(), new CarriedOut(), new Lifted());
    }

    private static final class Began extends EventKind<ClosureBegan> {
        private static final FixedFields FIXED = new FixedFields(ClosureBeganDecoder.class);
        private final ClosureBeganEncoder writer = new ClosureBeganEncoder();
        private final ClosureBeganDecoder reader = new ClosureBeganDecoder();

        Began() {
            super(ClosureBegan.class, ClosureBeganDecoder.TEMPLATE_ID);
        }

        @Override
        long variableBytesMax(ClosureBegan event) {
            return textBytesMax(event.reason()) + textBytesMax(event.machine());
        }

        @Override
        void write(ClosureBegan event, RecordWriter to) {
            to.fixed(writer)
                    .atMs(event.atMs())
                    .closureNo(event.closureNo())
                    .fromMin(event.fromMin())
                    .toMin(event.toMin())
                    .cancels(RecordWriter.flag(event.cancels()));
            to.text(event.reason());
            to.text(event.machine());
        }

        @Override
        ClosureBegan read(RecordReader from) throws EventUnreadable {
            ClosureBeganDecoder it = from.fixed(reader, FIXED);
            String reason = from.text();
            return new ClosureBegan(
                    it.atMs(),
                    it.closureNo(),
                    it.fromMin(),
                    it.toMin(),
                    flag(it.cancels()),
                    reason,
                    from.version() < 8 ? "" : from.text());
        }

        @Override
        String audit(ClosureBegan event) {
            return "{\"closureNo\":" + event.closureNo() + ",\"fromMin\":" + event.fromMin() + ",\"toMin\":"
                    + event.toMin() + ",\"cancels\":" + event.cancels() + ",\"reason\":" + quoted(event.reason())
                    + ",\"machine\":" + quoted(event.machine()) + "}";
        }

        @Override
        void dump(ClosureBegan event, JsonGenerator to) throws IOException {
            to.writeNumberField("closureNo", event.closureNo());
            DumpJson.minute(to, "from", event.fromMin());
            DumpJson.minute(to, "to", event.toMin());
            to.writeBooleanField("cancels", event.cancels());
            to.writeStringField("reason", event.reason());
            to.writeStringField("machine", event.machine());
        }
    }

    private static final class OfVenue extends EventKind<VenueClosed> {
        private static final FixedFields FIXED = new FixedFields(VenueClosedDecoder.class);
        private final VenueClosedEncoder writer = new VenueClosedEncoder();
        private final VenueClosedDecoder reader = new VenueClosedDecoder();

        OfVenue() {
            super(VenueClosed.class, VenueClosedDecoder.TEMPLATE_ID);
        }

        @Override
        void write(VenueClosed event, RecordWriter to) {
            to.fixed(writer).atMs(event.atMs()).closureNo(event.closureNo()).venueNo(event.venueNo());
        }

        @Override
        VenueClosed read(RecordReader from) throws EventUnreadable {
            VenueClosedDecoder it = from.fixed(reader, FIXED);
            return new VenueClosed(it.atMs(), it.closureNo(), it.venueNo());
        }

        @Override
        String audit(VenueClosed event) {
            return "{\"closureNo\":" + event.closureNo() + ",\"venueNo\":" + event.venueNo() + "}";
        }

        @Override
        void dump(VenueClosed event, JsonGenerator to) throws IOException {
            to.writeNumberField("closureNo", event.closureNo());
            to.writeNumberField("venueNo", event.venueNo());
        }
    }

    /** Those in which the closure's number says all. */
    private abstract static class OfOne<E extends Event> extends EventKind<E> {
        OfOne(Class<E> type, int template) {
            super(type, template);
        }

        abstract int no(E event);

        @Override
        final String audit(E event) {
            return "{\"closureNo\":" + no(event) + "}";
        }

        @Override
        final void dump(E event, JsonGenerator to) throws IOException {
            to.writeNumberField("closureNo", no(event));
        }
    }

    private static final class CarriedOut extends OfOne<ClosureCarriedOut> {
        private static final FixedFields FIXED = new FixedFields(ClosureCarriedOutDecoder.class);
        private final ClosureCarriedOutEncoder writer = new ClosureCarriedOutEncoder();
        private final ClosureCarriedOutDecoder reader = new ClosureCarriedOutDecoder();

        CarriedOut() {
            super(ClosureCarriedOut.class, ClosureCarriedOutDecoder.TEMPLATE_ID);
        }

        @Override
        int no(ClosureCarriedOut event) {
            return event.closureNo();
        }

        @Override
        void write(ClosureCarriedOut event, RecordWriter to) {
            to.fixed(writer).atMs(event.atMs()).closureNo(event.closureNo());
        }

        @Override
        ClosureCarriedOut read(RecordReader from) throws EventUnreadable {
            ClosureCarriedOutDecoder it = from.fixed(reader, FIXED);
            return new ClosureCarriedOut(it.atMs(), it.closureNo());
        }
    }

    private static final class Lifted extends OfOne<ClosureLifted> {
        private static final FixedFields FIXED = new FixedFields(ClosureLiftedDecoder.class);
        private final ClosureLiftedEncoder writer = new ClosureLiftedEncoder();
        private final ClosureLiftedDecoder reader = new ClosureLiftedDecoder();

        Lifted() {
            super(ClosureLifted.class, ClosureLiftedDecoder.TEMPLATE_ID);
        }

        @Override
        int no(ClosureLifted event) {
            return event.closureNo();
        }

        @Override
        void write(ClosureLifted event, RecordWriter to) {
            to.fixed(writer).atMs(event.atMs()).closureNo(event.closureNo());
        }

        @Override
        ClosureLifted read(RecordReader from) throws EventUnreadable {
            ClosureLiftedDecoder it = from.fixed(reader, FIXED);
            return new ClosureLifted(it.atMs(), it.closureNo());
        }
    }
}
