package io.yizhan.journal.record;

import static io.yizhan.journal.record.AuditEntry.quoted;
import static io.yizhan.journal.record.RecordReader.flag;
import static io.yizhan.journal.record.RecordWriter.textBytesMax;

import com.fasterxml.jackson.core.JsonGenerator;
import io.yizhan.core.Event.GateBootForgotten;
import io.yizhan.core.Event.GateEventsRecorded;
import io.yizhan.journal.sbe.GateBootForgottenDecoder;
import io.yizhan.journal.sbe.GateBootForgottenEncoder;
import io.yizhan.journal.sbe.GateEventsRecordedDecoder;
import io.yizhan.journal.sbe.GateEventsRecordedEncoder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** What is heard of gates. */
final class GateKinds {
    private GateKinds() {}

    static List<EventKind<?>> all() {
        return List.of(new Recorded(), new BootForgotten());
    }

    private static final class Recorded extends EventKind<GateEventsRecorded> {
        private static final FixedFields FIXED = new FixedFields(GateEventsRecordedDecoder.class);
        private static final FixedFields ENTRY = new FixedFields(GateEventsRecordedDecoder.EntriesDecoder.class);
        private static final FixedFields RANGE = new FixedFields(GateEventsRecordedDecoder.ForgottenDecoder.class);
        private static final long[] NONE = {};
        private final GateEventsRecordedEncoder writer = new GateEventsRecordedEncoder();
        private final GateEventsRecordedDecoder reader = new GateEventsRecordedDecoder();

        Recorded() {
            super(GateEventsRecorded.class, GateEventsRecordedDecoder.TEMPLATE_ID);
        }

        @Override
        long variableBytesMax(GateEventsRecorded event) {
            long bytes = textBytesMax(event.gate()) + textBytesMax(event.boot());
            bytes += (2L + GateEventsRecordedEncoder.EntriesEncoder.sbeBlockLength()) * event.seqs().length;
            for (String credential : event.credentials()) bytes += textBytesMax(credential);
            return bytes + 8L * event.forgotten().length;
        }

        @Override
        void write(GateEventsRecorded event, RecordWriter to) {
            to.fixed(writer).atMs(event.atMs()).stationNo(event.stationNo()).venueNo(event.venueNo());
            int count = event.seqs().length;
            GateEventsRecordedEncoder.EntriesEncoder entries = writer.entriesCount(count);
            for (int i = 0; i < count; i++) {
                entries.next()
                        .seq(event.seqs()[i])
                        .happenedAtMs(event.happenedAtMs()[i])
                        .entered(RecordWriter.flag(event.in()[i]))
                        .counted(RecordWriter.flag(event.counted()[i]));
                to.at(writer.limit());
                to.text(event.credentials()[i]);
                writer.limit(to.at());
            }
            long[] forgotten = event.forgotten();
            GateEventsRecordedEncoder.ForgottenEncoder ranges = writer.forgottenCount(forgotten.length / 2);
            for (int i = 0; i < forgotten.length; i += 2)
                ranges.next().from(forgotten[i]).to(forgotten[i + 1]);
            to.at(writer.limit());
            to.text(event.gate());
            to.text(event.boot());
        }

        @Override
        GateEventsRecorded read(RecordReader from) throws EventUnreadable {
            GateEventsRecordedDecoder it = from.fixed(reader, FIXED);
            int count = from.group(ENTRY, Short.BYTES);
            GateEventsRecordedDecoder.EntriesDecoder entries = it.entries();
            long[] seqs = new long[count];
            long[] happenedAtMs = new long[count];
            boolean[] in = new boolean[count];
            boolean[] counted = new boolean[count];
            String[] credentials = new String[count];
            for (int i = 0; i < count; i++) {
                from.at(it.limit());
                from.need(ENTRY.bytes(from.version()));
                entries.next();
                seqs[i] = entries.seq();
                happenedAtMs[i] = entries.happenedAtMs();
                in[i] = flag(entries.entered());
                counted[i] = flag(entries.counted());
                from.at(it.limit());
                credentials[i] = from.text();
                it.limit(from.at());
            }
            from.at(it.limit());
            long[] forgotten = from.version() < 2 ? NONE : forgotten(it, from);
            String gate = from.text();
            return new GateEventsRecorded(
                    it.atMs(),
                    gate,
                    from.text(),
                    it.stationNo(),
                    from.version() < 8 ? 0 : it.venueNo(),
                    seqs,
                    happenedAtMs,
                    in,
                    counted,
                    credentials,
                    forgotten);
        }

        private static long[] forgotten(GateEventsRecordedDecoder it, RecordReader from) throws EventUnreadable {
            long[] bounds = new long[2 * from.group(RANGE, 0)];
            GateEventsRecordedDecoder.ForgottenDecoder ranges = it.forgotten();
            for (int i = 0; i < bounds.length; i += 2) {
                ranges.next();
                bounds[i] = ranges.from();
                bounds[i + 1] = ranges.to();
            }
            from.at(it.limit());
            return bounds;
        }

        /** The gate's events are rows of their own. */
        @Override
        String audit(GateEventsRecorded event) {
            return "{\"gate\":" + quoted(event.gate()) + ",\"boot\":" + quoted(event.boot()) + ",\"stationNo\":"
                    + event.stationNo() + (event.venueNo() == 0 ? "" : ",\"venueNo\":" + event.venueNo()) + ",\"seqs\":"
                    + Arrays.toString(event.seqs())
                    + (event.forgotten().length == 0 ? "" : ",\"forgotten\":" + Arrays.toString(event.forgotten()))
                    + "}";
        }

        @Override
        void dump(GateEventsRecorded event, JsonGenerator to) throws IOException {
            to.writeStringField("gate", event.gate());
            to.writeStringField("boot", event.boot());
            to.writeNumberField("stationNo", event.stationNo());
            if (event.venueNo() != 0) to.writeNumberField("venueNo", event.venueNo());
            to.writeArrayFieldStart("entries");
            for (int i = 0; i < event.seqs().length; i++) {
                to.writeStartObject();
                to.writeNumberField("seq", event.seqs()[i]);
                DumpJson.moment(to, "happenedAt", event.happenedAtMs()[i]);
                to.writeStringField("direction", event.in()[i] ? "IN" : "OUT");
                to.writeBooleanField("counted", event.counted()[i]);
                to.writeStringField("credential", event.credentials()[i]);
                to.writeEndObject();
            }
            to.writeEndArray();
            if (event.forgotten().length == 0) return;
            to.writeArrayFieldStart("forgotten");
            for (int i = 0; i < event.forgotten().length; i += 2) to.writeArray(event.forgotten(), i, 2);
            to.writeEndArray();
        }
    }

    private static final class BootForgotten extends EventKind<GateBootForgotten> {
        private static final FixedFields FIXED = new FixedFields(GateBootForgottenDecoder.class);
        private final GateBootForgottenEncoder writer = new GateBootForgottenEncoder();
        private final GateBootForgottenDecoder reader = new GateBootForgottenDecoder();

        BootForgotten() {
            super(GateBootForgotten.class, GateBootForgottenDecoder.TEMPLATE_ID);
        }

        @Override
        long variableBytesMax(GateBootForgotten event) {
            return textBytesMax(event.gate()) + textBytesMax(event.boot());
        }

        @Override
        void write(GateBootForgotten event, RecordWriter to) {
            to.fixed(writer).atMs(event.atMs());
            to.text(event.gate());
            to.text(event.boot());
        }

        @Override
        GateBootForgotten read(RecordReader from) throws EventUnreadable {
            long atMs = from.fixed(reader, FIXED).atMs();
            return new GateBootForgotten(atMs, from.text(), from.text());
        }

        @Override
        String audit(GateBootForgotten event) {
            return "{\"gate\":" + quoted(event.gate()) + ",\"boot\":" + quoted(event.boot()) + "}";
        }

        @Override
        void dump(GateBootForgotten event, JsonGenerator to) throws IOException {
            to.writeStringField("gate", event.gate());
            to.writeStringField("boot", event.boot());
        }
    }
}
