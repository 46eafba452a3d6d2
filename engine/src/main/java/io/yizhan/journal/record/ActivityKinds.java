package io.yizhan.journal.record;

import com.fasterxml.jackson.core.JsonGenerator;
import io.yizhan.core.ActivityTerms;
import io.yizhan.core.Event.ActivityDecided;
import io.yizhan.core.Event.ActivityPlanned;
import io.yizhan.core.SlotKey;
import io.yizhan.journal.sbe.ActivityDecidedDecoder;
import io.yizhan.journal.sbe.ActivityDecidedEncoder;
import io.yizhan.journal.sbe.ActivityPlannedDecoder;
import io.yizhan.journal.sbe.ActivityPlannedEncoder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** What takes place in slots. */
final class ActivityKinds {
    private ActivityKinds() {}

    static List<EventKind<?>> all() {
        return List.of(new Planned(), new Decided());
    }

    private static final class Planned extends EventKind<ActivityPlanned> {
        private static final FixedFields FIXED = new FixedFields(ActivityPlannedDecoder.class);
        private static final FixedFields DATE = new FixedFields(ActivityPlannedDecoder.CourseDecoder.class);
        private final ActivityPlannedEncoder writer = new ActivityPlannedEncoder();
        private final ActivityPlannedDecoder reader = new ActivityPlannedDecoder();

        Planned() {
            super(ActivityPlanned.class, ActivityPlannedDecoder.TEMPLATE_ID);
        }

        @Override
        long variableBytesMax(ActivityPlanned event) {
            return 8L * event.terms().course().length;
        }

        @Override
        void write(ActivityPlanned event, RecordWriter to) {
            ActivityTerms terms = event.terms();
            to.fixed(writer)
                    .atMs(event.atMs())
                    .slot(event.slotKey())
                    .partyMin(terms.partyMin())
                    .partyMax(terms.partyMax())
                    .placesMin(terms.placesMin())
                    .decidesMin(terms.decidesMin());
            ActivityPlannedEncoder.CourseEncoder course = writer.courseCount(terms.course().length);
            for (long slot : terms.course()) course.next().slot(slot);
            to.at(writer.limit());
        }

        @Override
        ActivityPlanned read(RecordReader from) throws EventUnreadable {
            ActivityPlannedDecoder it = from.fixed(reader, FIXED);
            long[] course = new long[from.group(DATE, 0)];
            ActivityPlannedDecoder.CourseDecoder dates = it.course();
            for (int i = 0; i < course.length; i++) course[i] = dates.next().slot();
            from.at(it.limit());
            return new ActivityPlanned(
                    it.atMs(),
                    it.slot(),
                    new ActivityTerms(it.partyMin(), it.partyMax(), it.placesMin(), it.decidesMin(), course));
        }

        @Override
        String audit(ActivityPlanned event) {
            ActivityTerms terms = event.terms();
            return "{\"slot\":" + event.slotKey() + ",\"partyMin\":" + terms.partyMin() + ",\"partyMax\":"
                    + terms.partyMax() + ",\"placesMin\":" + terms.placesMin() + ",\"decidesMin\":"
                    + terms.decidesMin() + ",\"course\":" + Arrays.toString(terms.course()) + "}";
        }

        @Override
        void dump(ActivityPlanned event, JsonGenerator to) throws IOException {
            ActivityTerms terms = event.terms();
            slot(event.slotKey(), to);
            to.writeNumberField("partyMin", terms.partyMin());
            to.writeNumberField("partyMax", terms.partyMax());
            to.writeNumberField("placesMin", terms.placesMin());
            if (terms.decidesMin() != 0) DumpJson.minute(to, "decides", terms.decidesMin());
            to.writeArrayFieldStart("course");
            for (long date : terms.course()) {
                to.writeStartObject();
                slot(date, to);
                to.writeEndObject();
            }
            to.writeEndArray();
        }
    }

    private static void slot(long key, JsonGenerator to) throws IOException {
        to.writeNumberField("venueNo", SlotKey.venueNo(key));
        DumpJson.moment(to, "startsAt", SlotKey.startMs(key));
    }

    private static final class Decided extends EventKind<ActivityDecided> {
        private static final FixedFields FIXED = new FixedFields(ActivityDecidedDecoder.class);
        private final ActivityDecidedEncoder writer = new ActivityDecidedEncoder();
        private final ActivityDecidedDecoder reader = new ActivityDecidedDecoder();

        Decided() {
            super(ActivityDecided.class, ActivityDecidedDecoder.TEMPLATE_ID);
        }

        @Override
        void write(ActivityDecided event, RecordWriter to) {
            to.fixed(writer).atMs(event.atMs()).slot(event.slotKey()).closureNo(event.closureNo());
        }

        @Override
        ActivityDecided read(RecordReader from) throws EventUnreadable {
            ActivityDecidedDecoder it = from.fixed(reader, FIXED);
            return new ActivityDecided(it.atMs(), it.slot(), it.closureNo());
        }

        @Override
        String audit(ActivityDecided event) {
            return "{\"slot\":" + event.slotKey() + ",\"closureNo\":" + event.closureNo() + "}";
        }

        @Override
        void dump(ActivityDecided event, JsonGenerator to) throws IOException {
            slot(event.slotKey(), to);
            to.writeNumberField("closureNo", event.closureNo());
        }
    }
}
