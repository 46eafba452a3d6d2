package io.yizhan.journal.record;

import static io.yizhan.journal.record.RecordReader.flag;

import com.fasterxml.jackson.core.JsonGenerator;
import io.yizhan.core.Event.VenueDefined;
import io.yizhan.core.VenueTerms;
import io.yizhan.journal.sbe.VenueDefinedDecoder;
import io.yizhan.journal.sbe.VenueDefinedEncoder;
import java.io.IOException;
import java.util.List;

/** What happens to venues. */
final class VenueKinds {
    private VenueKinds() {}

    static List<EventKind<?>> all() {
        return List.of(new Defined());
    }

    private static final class Defined extends EventKind<VenueDefined> {
        private static final FixedFields FIXED = new FixedFields(VenueDefinedDecoder.class);
        private final VenueDefinedEncoder writer = new VenueDefinedEncoder();
        private final VenueDefinedDecoder reader = new VenueDefinedDecoder();

        Defined() {
            super(VenueDefined.class, VenueDefinedDecoder.TEMPLATE_ID);
        }

        @Override
        void write(VenueDefined event, RecordWriter to) {
            VenueTerms terms = event.terms();
            to.fixed(writer)
                    .atMs(event.atMs())
                    .venueNo(event.venueNo())
                    .stationNo(terms.stationNo())
                    .holdTtlMs(terms.holdTtlMs())
                    .cancelCutoffMs(terms.cancelCutoffMs())
                    .exclusive(RecordWriter.flag(terms.exclusive()))
                    .atOnceMax(terms.atOnceMax())
                    .withdrawn(RecordWriter.flag(terms.withdrawn()));
        }

        @Override
        VenueDefined read(RecordReader from) throws EventUnreadable {
            VenueDefinedDecoder it = from.fixed(reader, FIXED);
            boolean first = from.version() < 2;
            return new VenueDefined(
                    it.atMs(),
                    it.venueNo(),
                    new VenueTerms(
                            it.stationNo(),
                            flag(it.exclusive()),
                            it.holdTtlMs(),
                            it.cancelCutoffMs(),
                            first ? 1 : it.atOnceMax(),
                            !first && flag(it.withdrawn())));
        }

        @Override
        String audit(VenueDefined event) {
            VenueTerms terms = event.terms();
            return "{\"venueNo\":" + event.venueNo() + ",\"stationNo\":" + terms.stationNo() + ",\"exclusive\":"
                    + terms.exclusive() + ",\"holdTtlMs\":" + terms.holdTtlMs() + ",\"cancelCutoffMs\":"
                    + terms.cancelCutoffMs()
                    + (terms.atOnceMax() == 1 ? "" : ",\"atOnceMax\":" + terms.atOnceMax())
                    + (terms.withdrawn() ? ",\"withdrawn\":true" : "") + "}";
        }

        @Override
        void dump(VenueDefined event, JsonGenerator to) throws IOException {
            VenueTerms terms = event.terms();
            to.writeNumberField("venueNo", event.venueNo());
            to.writeNumberField("stationNo", terms.stationNo());
            to.writeBooleanField("exclusive", terms.exclusive());
            to.writeNumberField("holdTtlMs", terms.holdTtlMs());
            to.writeNumberField("cancelCutoffMs", terms.cancelCutoffMs());
            to.writeNumberField("atOnceMax", terms.atOnceMax());
            to.writeBooleanField("withdrawn", terms.withdrawn());
        }
    }
}
