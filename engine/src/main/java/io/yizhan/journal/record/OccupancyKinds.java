package io.yizhan.journal.record;

import com.fasterxml.jackson.core.JsonGenerator;
import io.yizhan.core.Event.OccupancyCorrected;
import io.yizhan.core.Event.OccupancyCorrected.By;
import io.yizhan.journal.sbe.OccupancyCorrectedDecoder;
import io.yizhan.journal.sbe.OccupancyCorrectedEncoder;
import java.io.IOException;
import java.util.List;

/** What becomes of the number of people inside beside what gates count. */
final class OccupancyKinds {
    private OccupancyKinds() {}

    static List<EventKind<?>> all() {
        return List.of(new Corrected());
    }

    private static final class Corrected extends EventKind<OccupancyCorrected> {
        private static final FixedFields FIXED = new FixedFields(OccupancyCorrectedDecoder.class);
        private final OccupancyCorrectedEncoder writer = new OccupancyCorrectedEncoder();
        private final OccupancyCorrectedDecoder reader = new OccupancyCorrectedDecoder();

        Corrected() {
            super(OccupancyCorrected.class, OccupancyCorrectedDecoder.TEMPLATE_ID);
        }

        @Override
        void write(OccupancyCorrected event, RecordWriter to) {
            to.fixed(writer)
                    .atMs(event.atMs())
                    .stationNo(event.stationNo())
                    .venueNo(event.venueNo())
                    .inside(event.inside())
                    .drift(event.drift())
                    .passages(event.passages())
                    .asOfMs(event.asOfMs())
                    .by((short) event.by().code());
        }

        @Override
        OccupancyCorrected read(RecordReader from) throws EventUnreadable {
            OccupancyCorrectedDecoder it = from.fixed(reader, FIXED);
            By by = By.of(it.by());
            if (by == null) throw new EventUnreadable("nobody who corrects an occupancy has the code " + it.by());
            return new OccupancyCorrected(
                    it.atMs(), it.stationNo(), it.venueNo(), it.inside(), it.drift(), it.passages(), it.asOfMs(), by);
        }

        @Override
        String audit(OccupancyCorrected event) {
            return "{\"stationNo\":" + event.stationNo()
                    + (event.venueNo() == 0 ? "" : ",\"venueNo\":" + event.venueNo()) + ",\"inside\":" + event.inside()
                    + ",\"drift\":" + event.drift() + ",\"passages\":" + event.passages() + ",\"asOfMs\":"
                    + event.asOfMs() + ",\"by\":\"" + event.by() + "\"}";
        }

        @Override
        void dump(OccupancyCorrected event, JsonGenerator to) throws IOException {
            to.writeNumberField("stationNo", event.stationNo());
            if (event.venueNo() != 0) to.writeNumberField("venueNo", event.venueNo());
            to.writeNumberField("inside", event.inside());
            to.writeNumberField("drift", event.drift());
            to.writeNumberField("passages", event.passages());
            DumpJson.moment(to, "asOf", event.asOfMs());
            to.writeStringField("by", event.by().name());
        }
    }
}
