package io.yizhan.journal.record;

import com.fasterxml.jackson.core.JsonGenerator;
import io.yizhan.core.Event.HoldExpired;
import io.yizhan.core.Event.ReservationArchived;
import io.yizhan.core.Event.ReservationCancelled;
import io.yizhan.core.Event.ReservationCompleted;
import io.yizhan.journal.sbe.HoldExpiredDecoder;
import io.yizhan.journal.sbe.HoldExpiredEncoder;
import io.yizhan.journal.sbe.ReservationArchivedDecoder;
import io.yizhan.journal.sbe.ReservationArchivedEncoder;
import io.yizhan.journal.sbe.ReservationCancelledDecoder;
import io.yizhan.journal.sbe.ReservationCancelledEncoder;
import io.yizhan.journal.sbe.ReservationCompletedDecoder;
import io.yizhan.journal.sbe.ReservationCompletedEncoder;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How reservations end, and leave the books. */
final class ReservationKinds {
    private ReservationKinds() {}

    static List<EventKind<?>> all() {
        return List.of(new Cancelled(), new Expired(), new Completed(), new Archived());
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
                    hasReason(from) ? from.text() : "");
        }

        /** Programs of version 5 wrote it from the day on which operators could take places; until then nothing was behind the fixed fields. */
        private static boolean hasReason(RecordReader from) {
            return from.version() > 5 || (from.version() == 5 && from.hasMore());
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

    private static final class Expired extends OfOneReservation<HoldExpired> {
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

    private static final class Completed extends OfOneReservation<ReservationCompleted> {
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

    private static final class Archived extends OfOneReservation<ReservationArchived> {
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
