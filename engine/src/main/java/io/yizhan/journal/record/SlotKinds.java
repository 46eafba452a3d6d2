package io.yizhan.journal.record;

import static io.yizhan.journal.record.RecordReader.flag;

import com.fasterxml.jackson.core.JsonGenerator;
import io.yizhan.core.Event.SlotCapacityChanged;
import io.yizhan.core.Event.SlotsOpened;
import io.yizhan.core.Event.SlotsRetired;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueCommand;
import io.yizhan.journal.sbe.SlotCapacityChangedDecoder;
import io.yizhan.journal.sbe.SlotCapacityChangedEncoder;
import io.yizhan.journal.sbe.SlotsOpenedDecoder;
import io.yizhan.journal.sbe.SlotsOpenedEncoder;
import io.yizhan.journal.sbe.SlotsRetiredDecoder;
import io.yizhan.journal.sbe.SlotsRetiredEncoder;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** What happens to slots. */
final class SlotKinds {
    private SlotKinds() {}

    static List<EventKind<?>> all() {
        return List.of(new Opened(), new CapacityChanged(), new Retired());
    }

    private static final class Opened extends EventKind<SlotsOpened> {
        private static final FixedFields FIXED = new FixedFields(SlotsOpenedDecoder.class);
        private static final FixedFields SLOT = new FixedFields(SlotsOpenedDecoder.SlotsDecoder.class);
        private final SlotsOpenedEncoder writer = new SlotsOpenedEncoder();
        private final SlotsOpenedDecoder reader = new SlotsOpenedDecoder();

        Opened() {
            super(SlotsOpened.class, SlotsOpenedDecoder.TEMPLATE_ID);
        }

        @Override
        long variableBytesMax(SlotsOpened event) {
            return (long) SlotsOpenedEncoder.SlotsEncoder.sbeBlockLength() * event.startMin().length;
        }

        @Override
        void write(SlotsOpened event, RecordWriter to) {
            Boolean exclusive = event.exclusive();
            to.fixed(writer)
                    .atMs(event.atMs())
                    .venueNo(event.venueNo())
                    .exclusive(
                            exclusive == null ? SlotsOpenedEncoder.exclusiveNullValue() : RecordWriter.flag(exclusive));
            int count = event.startMin().length;
            SlotsOpenedEncoder.SlotsEncoder slots = writer.slotsCount(count);
            for (int i = 0; i < count; i++) {
                slots.next()
                        .startMin(event.startMin()[i])
                        .endMin(event.endMin()[i])
                        .capacity(event.capacity()[i])
                        .releaseMin(event.releaseMin()[i])
                        .closed(RecordWriter.flag(event.closed()[i]))
                        .localDay(event.localDay()[i])
                        .neighboursMin(event.neighboursMin()[i]);
            }
            to.at(writer.limit());
        }

        @Override
        SlotsOpened read(RecordReader from) throws EventUnreadable {
            SlotsOpenedDecoder it = from.fixed(reader, FIXED);
            int count = from.group(SLOT, 0);
            SlotsOpenedDecoder.SlotsDecoder slots = it.slots();
            int[] startMin = new int[count];
            int[] endMin = new int[count];
            int[] capacity = new int[count];
            int[] releaseMin = new int[count];
            boolean[] closed = new boolean[count];
            int[] localDay = new int[count];
            int[] neighboursMin = new int[count];
            for (int i = 0; i < count; i++) {
                slots.next();
                startMin[i] = slots.startMin();
                endMin[i] = slots.endMin();
                capacity[i] = slots.capacity();
                releaseMin[i] = slots.releaseMin();
                closed[i] = flag(slots.closed());
                localDay[i] = slots.localDay();
                neighboursMin[i] = from.version() < 5 ? releaseMin[i] : slots.neighboursMin();
            }
            from.at(it.limit());
            Boolean exclusive = it.exclusive() == SlotsOpenedDecoder.exclusiveNullValue()
                    ? null
                    : Boolean.valueOf(flag(it.exclusive()));
            return new SlotsOpened(
                    it.atMs(),
                    it.venueNo(),
                    exclusive,
                    startMin,
                    endMin,
                    capacity,
                    releaseMin,
                    neighboursMin,
                    closed,
                    from.version() < 3 ? VenueCommand.OpenSlots.utcDays(startMin) : localDay);
        }

        /** Local days follow from the starts by the region's zone. */
        @Override
        String audit(SlotsOpened event) {
            return "{\"venueNo\":" + event.venueNo()
                    + (event.exclusive() == null ? "" : ",\"exclusive\":" + event.exclusive())
                    + ",\"startMin\":" + Arrays.toString(event.startMin())
                    + ",\"endMin\":" + Arrays.toString(event.endMin())
                    + ",\"capacity\":" + Arrays.toString(event.capacity())
                    + ",\"releaseMin\":" + Arrays.toString(event.releaseMin())
                    + (Arrays.equals(event.neighboursMin(), event.releaseMin())
                            ? ""
                            : ",\"neighboursMin\":" + Arrays.toString(event.neighboursMin()))
                    + ",\"closed\":" + Arrays.toString(event.closed()) + "}";
        }

        @Override
        void dump(SlotsOpened event, JsonGenerator to) throws IOException {
            to.writeNumberField("venueNo", event.venueNo());
            Boolean exclusive = event.exclusive();
            if (exclusive != null) to.writeBooleanField("exclusive", exclusive);
            to.writeArrayFieldStart("slots");
            for (int i = 0; i < event.startMin().length; i++) {
                to.writeStartObject();
                DumpJson.minute(to, "startsAt", event.startMin()[i]);
                DumpJson.minute(to, "endsAt", event.endMin()[i]);
                to.writeNumberField("capacity", event.capacity()[i]);
                DumpJson.minute(to, "releasesAt", event.releaseMin()[i]);
                DumpJson.minute(to, "releasesToNeighboursAt", event.neighboursMin()[i]);
                to.writeBooleanField("closed", event.closed()[i]);
                to.writeStringField(
                        "localDay", LocalDate.ofEpochDay(event.localDay()[i]).toString());
                to.writeEndObject();
            }
            to.writeEndArray();
        }
    }

    private static final class CapacityChanged extends EventKind<SlotCapacityChanged> {
        private static final FixedFields FIXED = new FixedFields(SlotCapacityChangedDecoder.class);
        private final SlotCapacityChangedEncoder writer = new SlotCapacityChangedEncoder();
        private final SlotCapacityChangedDecoder reader = new SlotCapacityChangedDecoder();

        CapacityChanged() {
            super(SlotCapacityChanged.class, SlotCapacityChangedDecoder.TEMPLATE_ID);
        }

        @Override
        long variableBytesMax(SlotCapacityChanged event) {
            return RecordWriter.textBytesMax(event.reason());
        }

        @Override
        void write(SlotCapacityChanged event, RecordWriter to) {
            to.fixed(writer).atMs(event.atMs()).slot(event.slotKey()).capacity(event.capacity());
            to.text(event.reason());
        }

        @Override
        SlotCapacityChanged read(RecordReader from) throws EventUnreadable {
            SlotCapacityChangedDecoder it = from.fixed(reader, FIXED);
            return new SlotCapacityChanged(it.atMs(), it.slot(), it.capacity(), from.text());
        }

        @Override
        String audit(SlotCapacityChanged event) {
            return "{\"slot\":" + event.slotKey() + ",\"capacity\":" + event.capacity() + ",\"reason\":"
                    + AuditEntry.quoted(event.reason()) + "}";
        }

        @Override
        void dump(SlotCapacityChanged event, JsonGenerator to) throws IOException {
            to.writeNumberField("venueNo", SlotKey.venueNo(event.slotKey()));
            DumpJson.moment(to, "startsAt", SlotKey.startMs(event.slotKey()));
            to.writeNumberField("capacity", event.capacity());
            to.writeStringField("reason", event.reason());
        }
    }

    private static final class Retired extends EventKind<SlotsRetired> {
        private static final FixedFields FIXED = new FixedFields(SlotsRetiredDecoder.class);
        private final SlotsRetiredEncoder writer = new SlotsRetiredEncoder();
        private final SlotsRetiredDecoder reader = new SlotsRetiredDecoder();

        Retired() {
            super(SlotsRetired.class, SlotsRetiredDecoder.TEMPLATE_ID);
        }

        @Override
        void write(SlotsRetired event, RecordWriter to) {
            to.fixed(writer).atMs(event.atMs()).endedBeforeMin(event.endedBeforeMin());
        }

        @Override
        SlotsRetired read(RecordReader from) throws EventUnreadable {
            SlotsRetiredDecoder it = from.fixed(reader, FIXED);
            return new SlotsRetired(it.atMs(), it.endedBeforeMin());
        }

        @Override
        String audit(SlotsRetired event) {
            return "{\"endedBeforeMin\":" + event.endedBeforeMin() + "}";
        }

        @Override
        void dump(SlotsRetired event, JsonGenerator to) throws IOException {
            DumpJson.minute(to, "endedBefore", event.endedBeforeMin());
        }
    }
}
