package io.yizhan.journal.record;

import static io.yizhan.journal.record.AuditEntry.quoted;
import static io.yizhan.journal.record.RecordWriter.textBytesMax;

import com.fasterxml.jackson.core.JsonGenerator;
import io.yizhan.core.Event.EquipmentMarked;
import io.yizhan.journal.sbe.EquipmentMarkedDecoder;
import io.yizhan.journal.sbe.EquipmentMarkedEncoder;
import java.io.IOException;
import java.util.List;

/** What operators say of machines. */
final class EquipmentKinds {
    private EquipmentKinds() {}

    static List<EventKind<?>> all() {
        return List.of(new Marked());
    }

    private static final class Marked extends EventKind<EquipmentMarked> {
        private static final FixedFields FIXED = new FixedFields(EquipmentMarkedDecoder.class);
        private final EquipmentMarkedEncoder writer = new EquipmentMarkedEncoder();
        private final EquipmentMarkedDecoder reader = new EquipmentMarkedDecoder();

        Marked() {
            super(EquipmentMarked.class, EquipmentMarkedDecoder.TEMPLATE_ID);
        }

        @Override
        long variableBytesMax(EquipmentMarked event) {
            return textBytesMax(event.machine()) + textBytesMax(event.reason());
        }

        @Override
        void write(EquipmentMarked event, RecordWriter to) {
            to.fixed(writer)
                    .atMs(event.atMs())
                    .stationNo(event.stationNo())
                    .outOfOrder(RecordWriter.flag(event.outOfOrder()));
            to.text(event.machine());
            to.text(event.reason());
        }

        @Override
        EquipmentMarked read(RecordReader from) throws EventUnreadable {
            EquipmentMarkedDecoder it = from.fixed(reader, FIXED);
            String machine = from.text();
            return new EquipmentMarked(
                    it.atMs(), machine, it.stationNo(), RecordReader.flag(it.outOfOrder()), from.text());
        }

        @Override
        String audit(EquipmentMarked event) {
            return "{\"machine\":" + quoted(event.machine()) + ",\"outOfOrder\":" + event.outOfOrder() + ",\"reason\":"
                    + quoted(event.reason()) + "}";
        }

        @Override
        void dump(EquipmentMarked event, JsonGenerator to) throws IOException {
            to.writeStringField("machine", event.machine());
            to.writeNumberField("stationNo", event.stationNo());
            to.writeBooleanField("outOfOrder", event.outOfOrder());
            to.writeStringField("reason", event.reason());
        }
    }
}
