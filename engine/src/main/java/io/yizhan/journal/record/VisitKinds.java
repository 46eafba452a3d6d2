package io.yizhan.journal.record;

import static io.yizhan.journal.record.AuditEntry.quoted;
import static io.yizhan.journal.record.RecordReader.flag;
import static io.yizhan.journal.record.RecordWriter.textBytesMax;

import com.fasterxml.jackson.core.JsonGenerator;
import io.yizhan.core.Event.VisitsRecorded;
import io.yizhan.core.Visit;
import io.yizhan.journal.sbe.VisitsRecordedDecoder;
import io.yizhan.journal.sbe.VisitsRecordedEncoder;
import java.io.IOException;
import java.util.List;

/** Who was inside by the pass of a reservation. */
final class VisitKinds {
    private VisitKinds() {}

    static List<EventKind<?>> all() {
        return List.of(new Recorded());
    }

    private static final class Recorded extends EventKind<VisitsRecorded> {
        private static final FixedFields FIXED = new FixedFields(VisitsRecordedDecoder.class);
        private static final FixedFields VISIT = new FixedFields(VisitsRecordedDecoder.VisitsDecoder.class);
        private static final int TEXTS = 2;
        /** Before, all passes were holders'. */
        private static final int COMPANIONS_SINCE = 10;

        private final VisitsRecordedEncoder writer = new VisitsRecordedEncoder();
        private final VisitsRecordedDecoder reader = new VisitsRecordedDecoder();

        Recorded() {
            super(VisitsRecorded.class, VisitsRecordedDecoder.TEMPLATE_ID);
        }

        @Override
        Long reservationId(VisitsRecorded event) {
            return event.reservationId();
        }

        @Override
        long variableBytesMax(VisitsRecorded event) {
            long each = VisitsRecordedEncoder.VisitsEncoder.sbeBlockLength() + (long) TEXTS * Short.BYTES;
            long bytes = each * event.visits().length;
            for (Visit it : event.visits()) bytes += textBytesMax(it.entryGate()) + textBytesMax(it.exitGate());
            return bytes;
        }

        @Override
        void write(VisitsRecorded event, RecordWriter to) {
            to.fixed(writer).atMs(event.atMs()).reservationId(event.reservationId());
            VisitsRecordedEncoder.VisitsEncoder visits = writer.visitsCount(event.visits().length);
            for (Visit it : event.visits()) {
                visits.next()
                        .enteredAtMs(it.enteredAtMs())
                        .leftAtMs(it.leftAtMs())
                        .ending((short) it.ending().code())
                        .oddity((short) it.oddity().code())
                        .entryReported(RecordWriter.flag(it.entryReported()))
                        .exitReported(RecordWriter.flag(it.exitReported()))
                        .companion((short) it.companion());
                to.at(writer.limit());
                to.text(it.entryGate());
                to.text(it.exitGate());
                writer.limit(to.at());
            }
            to.at(writer.limit());
        }

        @Override
        VisitsRecorded read(RecordReader from) throws EventUnreadable {
            VisitsRecordedDecoder it = from.fixed(reader, FIXED);
            Visit[] visits = new Visit[from.group(VISIT, TEXTS * Short.BYTES)];
            VisitsRecordedDecoder.VisitsDecoder each = it.visits();
            for (int i = 0; i < visits.length; i++) {
                from.at(it.limit());
                from.need(VISIT.bytes(from.version()));
                each.next();
                long enteredAtMs = each.enteredAtMs();
                long leftAtMs = each.leftAtMs();
                boolean entryReported = flag(each.entryReported());
                boolean exitReported = flag(each.exitReported());
                Visit.Ending ending = ending(each.ending());
                Visit.Oddity oddity = oddity(each.oddity());
                int companion = from.version() < COMPANIONS_SINCE ? 0 : each.companion();
                from.at(it.limit());
                String entryGate = from.text();
                visits[i] = new Visit(
                        enteredAtMs,
                        entryGate,
                        entryReported,
                        leftAtMs,
                        from.text(),
                        exitReported,
                        ending,
                        oddity,
                        companion);
                it.limit(from.at());
            }
            from.at(it.limit());
            return new VisitsRecorded(it.atMs(), it.reservationId(), visits);
        }

        private static Visit.Ending ending(int code) throws EventUnreadable {
            if (code >= Visit.Ending.values().length) throw new EventUnreadable("a visit ends by " + code);
            return Visit.Ending.of(code);
        }

        private static Visit.Oddity oddity(int code) throws EventUnreadable {
            if (code >= Visit.Oddity.values().length) throw new EventUnreadable("a visit is odd by " + code);
            return Visit.Oddity.of(code);
        }

        @Override
        String audit(VisitsRecorded event) {
            StringBuilder json = new StringBuilder("{\"visits\":[");
            for (Visit it : event.visits()) {
                if (json.charAt(json.length() - 1) == '}') json.append(',');
                json.append("{\"enteredAtMs\":").append(it.enteredAtMs());
                json.append(",\"entryGate\":").append(quoted(it.entryGate()));
                json.append(",\"leftAtMs\":").append(it.leftAtMs());
                json.append(",\"exitGate\":").append(quoted(it.exitGate()));
                json.append(",\"ending\":\"").append(it.ending());
                json.append("\",\"oddity\":\"").append(it.oddity()).append('"');
                if (it.companion() != 0) json.append(",\"companion\":").append(it.companion());
                json.append('}');
            }
            return json.append("]}").toString();
        }

        @Override
        void dump(VisitsRecorded event, JsonGenerator to) throws IOException {
            to.writeNumberField("reservationId", event.reservationId());
            to.writeArrayFieldStart("visits");
            for (Visit it : event.visits()) {
                to.writeStartObject();
                if (it.enteredAtMs() != 0) DumpJson.moment(to, "enteredAt", it.enteredAtMs());
                to.writeStringField("entryGate", it.entryGate());
                to.writeBooleanField("entryReported", it.entryReported());
                if (it.leftAtMs() != 0) DumpJson.moment(to, "leftAt", it.leftAtMs());
                to.writeStringField("exitGate", it.exitGate());
                to.writeBooleanField("exitReported", it.exitReported());
                to.writeStringField("ending", it.ending().name());
                to.writeStringField("oddity", it.oddity().name());
                if (it.companion() != 0) to.writeNumberField("companion", it.companion());
                to.writeEndObject();
            }
            to.writeEndArray();
        }
    }
}
