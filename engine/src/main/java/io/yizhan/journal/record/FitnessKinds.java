package io.yizhan.journal.record;

import static io.yizhan.journal.record.AuditEntry.quoted;
import static io.yizhan.journal.record.RecordWriter.textBytesMax;

import com.fasterxml.jackson.core.JsonGenerator;
import io.yizhan.core.BodyCheck;
import io.yizhan.core.BodyMeasure;
import io.yizhan.core.Event.BodyChecked;
import io.yizhan.core.Event.WorkoutRecorded;
import io.yizhan.core.Workout;
import io.yizhan.journal.sbe.BodyCheckedDecoder;
import io.yizhan.journal.sbe.BodyCheckedEncoder;
import io.yizhan.journal.sbe.WorkoutRecordedDecoder;
import io.yizhan.journal.sbe.WorkoutRecordedEncoder;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What members have done on machines, and what was measured of them. */
final class FitnessKinds {
    private FitnessKinds() {}

    static List<EventKind<?>> all() {
        return List.of(new Recorded(), new Checked());
    }

    private static final class Recorded extends EventKind<WorkoutRecorded> {
        private static final FixedFields FIXED = new FixedFields(WorkoutRecordedDecoder.class);
        private final WorkoutRecordedEncoder writer = new WorkoutRecordedEncoder();
        private final WorkoutRecordedDecoder reader = new WorkoutRecordedDecoder();

        Recorded() {
            super(WorkoutRecorded.class, WorkoutRecordedDecoder.TEMPLATE_ID);
        }

        @Override
        @Nullable
        String member(WorkoutRecorded event) {
            String member = event.workout().member();
            return member.isEmpty() ? null : member;
        }

        @Override
        long variableBytesMax(WorkoutRecorded event) {
            Workout it = event.workout();
            return textBytesMax(it.machine()) + textBytesMax(it.kind()) + textBytesMax(it.member());
        }

        @Override
        void write(WorkoutRecorded event, RecordWriter to) {
            Workout it = event.workout();
            to.fixed(writer)
                    .atMs(event.atMs())
                    .no(it.no())
                    .startMs(it.startMs())
                    .endMs(it.endMs())
                    .stationNo(it.stationNo())
                    .activeS(it.activeS())
                    .distanceM(it.distanceM())
                    .energyKcal(it.energyKcal())
                    .heartRateBpm(it.heartRateBpm())
                    .powerW(it.powerW())
                    .whose((short) it.whose().code());
            to.text(it.machine());
            to.text(it.kind());
            to.text(it.member());
        }

        @Override
        WorkoutRecorded read(RecordReader from) throws EventUnreadable {
            WorkoutRecordedDecoder it = from.fixed(reader, FIXED);
            String machine = from.text();
            String kind = from.text();
            Workout workout = new Workout(
                    it.no(),
                    machine,
                    it.stationNo(),
                    kind,
                    from.text(),
                    whose(it.whose()),
                    it.startMs(),
                    it.endMs(),
                    it.activeS(),
                    it.distanceM(),
                    it.energyKcal(),
                    it.heartRateBpm(),
                    it.powerW());
            return new WorkoutRecorded(it.atMs(), workout);
        }

        private static Workout.Whose whose(int code) throws EventUnreadable {
            if (code >= Workout.Whose.values().length) throw new EventUnreadable("a workout is somebody's by " + code);
            return Workout.Whose.of(code);
        }

        /** What stays when its member is forgotten: nothing that was measured of their body. */
        @Override
        String audit(WorkoutRecorded event) {
            Workout it = event.workout();
            return "{\"no\":" + it.no() + ",\"machine\":" + quoted(it.machine()) + ",\"startMs\":" + it.startMs()
                    + ",\"endMs\":" + it.endMs() + ",\"whose\":\"" + it.whose() + "\"}";
        }

        @Override
        void dump(WorkoutRecorded event, JsonGenerator to) throws IOException {
            Workout it = event.workout();
            to.writeNumberField("no", it.no());
            to.writeStringField("machine", it.machine());
            to.writeNumberField("stationNo", it.stationNo());
            to.writeStringField("kind", it.kind());
            to.writeStringField("member", it.member());
            to.writeStringField("whose", it.whose().name());
            DumpJson.moment(to, "start", it.startMs());
            DumpJson.moment(to, "end", it.endMs());
            to.writeNumberField("activeS", it.activeS());
            to.writeNumberField("distanceM", it.distanceM());
            to.writeNumberField("energyKcal", it.energyKcal());
            to.writeNumberField("heartRateBpm", it.heartRateBpm());
            to.writeNumberField("powerW", it.powerW());
        }
    }

    private static final class Checked extends EventKind<BodyChecked> {
        private static final FixedFields FIXED = new FixedFields(BodyCheckedDecoder.class);
        private static final FixedFields AMOUNT = new FixedFields(BodyCheckedDecoder.AmountsDecoder.class);
        private final BodyCheckedEncoder writer = new BodyCheckedEncoder();
        private final BodyCheckedDecoder reader = new BodyCheckedDecoder();

        Checked() {
            super(BodyChecked.class, BodyCheckedDecoder.TEMPLATE_ID);
        }

        @Override
        String member(BodyChecked event) {
            return event.check().member();
        }

        /** What was measured of somebody's body is not for a trail that is kept for ever. */
        @Override
        @Nullable
        String audit(BodyChecked event) {
            return null;
        }

        @Override
        long variableBytesMax(BodyChecked event) {
            long each = BodyCheckedEncoder.AmountsEncoder.sbeBlockLength();
            return each * event.check().amounts().size()
                    + textBytesMax(event.check().member());
        }

        @Override
        void write(BodyChecked event, RecordWriter to) {
            BodyCheck check = event.check();
            to.fixed(writer).atMs(event.atMs()).localDay(check.localDay()).stationNo(check.stationNo());
            BodyCheckedEncoder.AmountsEncoder amounts =
                    writer.amountsCount(check.amounts().size());
            check.amounts()
                    .forEach((measure, amount) ->
                            amounts.next().measure((short) measure.code()).amount(amount));
            to.at(writer.limit());
            to.text(check.member());
        }

        @Override
        BodyChecked read(RecordReader from) throws EventUnreadable {
            BodyCheckedDecoder it = from.fixed(reader, FIXED);
            int count = from.group(AMOUNT, 0);
            Map<BodyMeasure, Integer> amounts = new EnumMap<>(BodyMeasure.class);
            BodyCheckedDecoder.AmountsDecoder each = it.amounts();
            for (int i = 0; i < count; i++) {
                each.next();
                int code = each.measure();
                BodyMeasure measure = BodyMeasure.of(code);
                if (measure == null) throw new EventUnreadable("of a body is measured " + code);
                if (amounts.put(measure, each.amount()) != null)
                    throw new EventUnreadable("of a body is measured twice " + measure);
            }
            from.at(it.limit());
            return new BodyChecked(
                    it.atMs(),
                    new BodyCheck(from.text(), it.localDay(), it.stationNo(), Collections.unmodifiableMap(amounts)));
        }

        @Override
        void dump(BodyChecked event, JsonGenerator to) throws IOException {
            BodyCheck check = event.check();
            to.writeStringField("member", check.member());
            to.writeNumberField("localDay", check.localDay());
            to.writeNumberField("stationNo", check.stationNo());
            to.writeObjectFieldStart("amounts");
            for (var each : check.amounts().entrySet())
                to.writeNumberField(each.getKey().field(), each.getValue());
            to.writeEndObject();
        }
    }
}
