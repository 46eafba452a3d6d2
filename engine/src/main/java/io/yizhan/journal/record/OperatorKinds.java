package io.yizhan.journal.record;

import static io.yizhan.journal.record.AuditEntry.quoted;
import static io.yizhan.journal.record.RecordWriter.textBytesMax;

import com.fasterxml.jackson.core.JsonGenerator;
import io.yizhan.core.Event.OperatorActed;
import io.yizhan.core.OperatorAct;
import io.yizhan.journal.sbe.OperatorActedDecoder;
import io.yizhan.journal.sbe.OperatorActedEncoder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which operator has changed something. */
final class OperatorKinds {
    private OperatorKinds() {}

    static List<EventKind<?>> all() {
        return List.of(new Acted());
    }

    private static final class Acted extends EventKind<OperatorActed> {
        private static final FixedFields FIXED = new FixedFields(OperatorActedDecoder.class);
        private static final FixedFields STATION = new FixedFields(OperatorActedDecoder.StationsDecoder.class);
        private final OperatorActedEncoder writer = new OperatorActedEncoder();
        private final OperatorActedDecoder reader = new OperatorActedDecoder();

        Acted() {
            super(OperatorActed.class, OperatorActedDecoder.TEMPLATE_ID);
        }

        @Override
        @Nullable
        Long reservationId(OperatorActed event) {
            return event.act().target() == OperatorAct.Target.RESERVATION ? event.target() : null;
        }

        @Override
        @Nullable
        String member(OperatorActed event) {
            return event.member().isEmpty() ? null : event.member();
        }

        @Override
        long variableBytesMax(OperatorActed event) {
            return (long) OperatorActedEncoder.StationsEncoder.sbeBlockLength() * event.stations().length
                    + textBytesMax(event.actor())
                    + textBytesMax(event.member())
                    + textBytesMax(event.reason())
                    + textBytesMax(event.before())
                    + textBytesMax(event.after());
        }

        @Override
        void write(OperatorActed event, RecordWriter to) {
            to.fixed(writer).atMs(event.atMs()).target(event.target()).act((short)
                    event.act().code());
            OperatorActedEncoder.StationsEncoder stations = writer.stationsCount(event.stations().length);
            for (int no : event.stations()) stations.next().stationNo(no);
            to.at(writer.limit());
            to.text(event.actor());
            to.text(event.member());
            to.text(event.reason());
            to.text(event.before());
            to.text(event.after());
        }

        @Override
        OperatorActed read(RecordReader from) throws EventUnreadable {
            OperatorActedDecoder it = from.fixed(reader, FIXED);
            OperatorAct act = OperatorAct.of(it.act());
            if (act == null) throw new EventUnreadable("nothing that an operator does has the code " + it.act());
            int[] stations = new int[from.group(STATION, 0)];
            OperatorActedDecoder.StationsDecoder entries = it.stations();
            for (int i = 0; i < stations.length; i++)
                stations[i] = entries.next().stationNo();
            from.at(it.limit());
            String actor = from.text();
            String member = from.text();
            String reason = from.text();
            String before = from.text();
            return new OperatorActed(it.atMs(), actor, act, stations, member, it.target(), reason, before, from.text());
        }

        @Override
        String audit(OperatorActed event) {
            return "{\"actor\":" + quoted(event.actor()) + ",\"act\":\"" + event.act() + "\",\"stations\":"
                    + Arrays.toString(event.stations()) + ",\"target\":" + event.target() + ",\"reason\":"
                    + quoted(event.reason()) + ",\"before\":" + quoted(event.before()) + ",\"after\":"
                    + quoted(event.after()) + "}";
        }

        @Override
        void dump(OperatorActed event, JsonGenerator to) throws IOException {
            to.writeStringField("actor", event.actor());
            to.writeStringField("act", event.act().name());
            to.writeFieldName("stations");
            to.writeArray(event.stations(), 0, event.stations().length);
            to.writeStringField("member", event.member());
            to.writeNumberField("target", event.target());
            to.writeStringField("reason", event.reason());
            to.writeStringField("before", event.before());
            to.writeStringField("after", event.after());
        }
    }
}
