package io.yizhan.journal.record;

import com.fasterxml.jackson.core.JsonGenerator;
import io.yizhan.core.Event.CheckedIn;
import io.yizhan.core.Event.NoShow;
import io.yizhan.core.Event.StrikeForgiven;
import io.yizhan.journal.sbe.CheckedInDecoder;
import io.yizhan.journal.sbe.CheckedInEncoder;
import io.yizhan.journal.sbe.NoShowDecoder;
import io.yizhan.journal.sbe.NoShowEncoder;
import io.yizhan.journal.sbe.StrikeForgivenDecoder;
import io.yizhan.journal.sbe.StrikeForgivenEncoder;
import java.io.IOException;
import java.util.List;

/** Whether members come to what they have booked. */
final class ArrivalKinds {
    private ArrivalKinds() {}

    static List<EventKind<?>> all() {
        return List.of(new Arrived(), new Missed(), new Forgiven());
    }

    private static final class Arrived extends OfOneReservation<CheckedIn> {
        private static final FixedFields FIXED = new FixedFields(CheckedInDecoder.class);
        private final CheckedInEncoder writer = new CheckedInEncoder();
        private final CheckedInDecoder reader = new CheckedInDecoder();

        Arrived() {
            super(CheckedIn.class, CheckedInDecoder.TEMPLATE_ID);
        }

        @Override
        long id(CheckedIn event) {
            return event.reservationId();
        }

        @Override
        void write(CheckedIn event, RecordWriter to) {
            to.fixed(writer).atMs(event.atMs()).reservationId(event.reservationId());
        }

        @Override
        CheckedIn read(RecordReader from) throws EventUnreadable {
            CheckedInDecoder it = from.fixed(reader, FIXED);
            return new CheckedIn(it.atMs(), it.reservationId());
        }
    }

    private static final class Missed extends EventKind<NoShow> {
        private static final FixedFields FIXED = new FixedFields(NoShowDecoder.class);
        private final NoShowEncoder writer = new NoShowEncoder();
        private final NoShowDecoder reader = new NoShowDecoder();

        Missed() {
            super(NoShow.class, NoShowDecoder.TEMPLATE_ID);
        }

        @Override
        Long reservationId(NoShow event) {
            return event.reservationId();
        }

        @Override
        void write(NoShow event, RecordWriter to) {
            to.fixed(writer)
                    .atMs(event.atMs())
                    .reservationId(event.reservationId())
                    .suspendedUntilMs(event.suspendedUntilMs())
                    .strike(RecordWriter.flag(event.strike()));
        }

        @Override
        NoShow read(RecordReader from) throws EventUnreadable {
            NoShowDecoder it = from.fixed(reader, FIXED);
            return new NoShow(it.atMs(), it.reservationId(), RecordReader.flag(it.strike()), it.suspendedUntilMs());
        }

        @Override
        String audit(NoShow event) {
            return "{\"strike\":" + event.strike() + ",\"suspendedUntilMs\":" + event.suspendedUntilMs() + "}";
        }

        @Override
        void dump(NoShow event, JsonGenerator to) throws IOException {
            to.writeNumberField("reservationId", event.reservationId());
            to.writeBooleanField("strike", event.strike());
            if (event.suspendedUntilMs() != 0) DumpJson.moment(to, "suspendedUntil", event.suspendedUntilMs());
        }
    }

    private static final class Forgiven extends EventKind<StrikeForgiven> {
        private static final FixedFields FIXED = new FixedFields(StrikeForgivenDecoder.class);
        private final StrikeForgivenEncoder writer = new StrikeForgivenEncoder();
        private final StrikeForgivenDecoder reader = new StrikeForgivenDecoder();

        Forgiven() {
            super(StrikeForgiven.class, StrikeForgivenDecoder.TEMPLATE_ID);
        }

        @Override
        Long reservationId(StrikeForgiven event) {
            return event.reservationId();
        }

        @Override
        long variableBytesMax(StrikeForgiven event) {
            return RecordWriter.textBytesMax(event.reason());
        }

        @Override
        void write(StrikeForgiven event, RecordWriter to) {
            to.fixed(writer)
                    .atMs(event.atMs())
                    .reservationId(event.reservationId())
                    .suspendedUntilMs(event.suspendedUntilMs());
            to.text(event.reason());
        }

        @Override
        StrikeForgiven read(RecordReader from) throws EventUnreadable {
            StrikeForgivenDecoder it = from.fixed(reader, FIXED);
            return new StrikeForgiven(it.atMs(), it.reservationId(), it.suspendedUntilMs(), from.text());
        }

        @Override
        String audit(StrikeForgiven event) {
            return "{\"suspendedUntilMs\":" + event.suspendedUntilMs() + ",\"reason\":"
                    + AuditEntry.quoted(event.reason()) + "}";
        }

        @Override
        void dump(StrikeForgiven event, JsonGenerator to) throws IOException {
            to.writeNumberField("reservationId", event.reservationId());
            if (event.suspendedUntilMs() != 0) DumpJson.moment(to, "suspendedUntil", event.suspendedUntilMs());
            to.writeStringField("reason", event.reason());
        }
    }
}
