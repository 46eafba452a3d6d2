package io.yizhan.journal.record;

import com.fasterxml.jackson.core.JsonGenerator;
import io.yizhan.core.Event.MemberErased;
import io.yizhan.journal.sbe.MemberErasedDecoder;
import io.yizhan.journal.sbe.MemberErasedEncoder;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to members as such. */
final class MemberKinds {
    private MemberKinds() {}

    static List<EventKind<?>> all() {
        return List.of(new Erased());
    }

    private static final class Erased extends EventKind<MemberErased> {
        private static final FixedFields FIXED = new FixedFields(MemberErasedDecoder.class);
        private static final FixedFields RESERVATION = new FixedFields(MemberErasedDecoder.ReservationsDecoder.class);
        private final MemberErasedEncoder writer = new MemberErasedEncoder();
        private final MemberErasedDecoder reader = new MemberErasedDecoder();

        Erased() {
            super(MemberErased.class, MemberErasedDecoder.TEMPLATE_ID);
        }

        @Override
        String member(MemberErased event) {
            return event.member();
        }

        /** Nothing besides: the trail must not tell for ever which reservations were of one member. */
        @Override
        @Nullable
        String audit(MemberErased event) {
            return null;
        }

        @Override
        long variableBytesMax(MemberErased event) {
            return RecordWriter.textBytesMax(event.member()) + 8L * event.reservations().length;
        }

        @Override
        void write(MemberErased event, RecordWriter to) {
            to.fixed(writer).atMs(event.atMs());
            MemberErasedEncoder.ReservationsEncoder ids = writer.reservationsCount(event.reservations().length);
            for (long id : event.reservations()) ids.next().reservationId(id);
            to.at(writer.limit());
            to.text(event.member());
        }

        @Override
        MemberErased read(RecordReader from) throws EventUnreadable {
            MemberErasedDecoder it = from.fixed(reader, FIXED);
            long[] reservations = new long[from.group(RESERVATION, 0)];
            MemberErasedDecoder.ReservationsDecoder ids = it.reservations();
            for (int i = 0; i < reservations.length; i++)
                reservations[i] = ids.next().reservationId();
            from.at(it.limit());
            return new MemberErased(it.atMs(), from.text(), reservations);
        }

        @Override
        void dump(MemberErased event, JsonGenerator to) throws IOException {
            to.writeStringField("member", event.member());
            to.writeFieldName("reservations");
            to.writeArray(event.reservations(), 0, event.reservations().length);
        }
    }
}
