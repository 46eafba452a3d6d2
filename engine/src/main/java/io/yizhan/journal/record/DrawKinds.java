package io.yizhan.journal.record;

import static io.yizhan.journal.record.AuditEntry.quoted;

import com.fasterxml.jackson.core.JsonGenerator;
import io.yizhan.core.DrawPart;
import io.yizhan.core.DrawResult;
import io.yizhan.core.DrawTerms;
import io.yizhan.core.Event;
import io.yizhan.core.Event.DrawAnnounced;
import io.yizhan.core.Event.DrawCarriedOut;
import io.yizhan.core.Event.DrawClosed;
import io.yizhan.core.Event.DrawDecided;
import io.yizhan.core.Event.DrawEntered;
import io.yizhan.core.Event.DrawPartGiven;
import io.yizhan.core.Pseudonym;
import io.yizhan.core.SlotKey;
import io.yizhan.journal.sbe.DrawAnnouncedDecoder;
import io.yizhan.journal.sbe.DrawAnnouncedEncoder;
import io.yizhan.journal.sbe.DrawCarriedOutDecoder;
import io.yizhan.journal.sbe.DrawCarriedOutEncoder;
import io.yizhan.journal.sbe.DrawClosedDecoder;
import io.yizhan.journal.sbe.DrawClosedEncoder;
import io.yizhan.journal.sbe.DrawDecidedDecoder;
import io.yizhan.journal.sbe.DrawDecidedEncoder;
import io.yizhan.journal.sbe.DrawEnteredDecoder;
import io.yizhan.journal.sbe.DrawEnteredEncoder;
import io.yizhan.journal.sbe.DrawPartGivenDecoder;
import io.yizhan.journal.sbe.DrawPartGivenEncoder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Draws of slots: what is published of them, and what they come to. */
final class DrawKinds {
    private DrawKinds() {}

    static List<EventKind<?>> all() {
        return List.of(new Announced(), new Entered(), new Closed(), new PartGiven(), new Decided(), new CarriedOut());
    }

    /** One that is about the draw of a slot. */
    private abstract static class OfADraw<E extends Event> extends EventKind<E> {
        OfADraw(Class<E> type, int template) {
            super(type, template);
        }

        abstract long slot(E event);

        /** What it has beside the slot. */
        abstract String rest(E event);

        @Override
        final String audit(E event) {
            return "{\"slot\":" + slot(event) + rest(event) + "}";
        }

        final void dumpSlot(E event, JsonGenerator to) throws IOException {
            to.writeNumberField("venueNo", SlotKey.venueNo(slot(event)));
            DumpJson.moment(to, "startsAt", SlotKey.startMs(slot(event)));
        }
    }

    private static final class Announced extends OfADraw<DrawAnnounced> {
        private static final FixedFields FIXED = new FixedFields(DrawAnnouncedDecoder.class);
        private final DrawAnnouncedEncoder writer = new DrawAnnouncedEncoder();
        private final DrawAnnouncedDecoder reader = new DrawAnnouncedDecoder();

        Announced() {
            super(DrawAnnounced.class, DrawAnnouncedDecoder.TEMPLATE_ID);
        }

        @Override
        long slot(DrawAnnounced event) {
            return event.slotKey();
        }

        @Override
        long variableBytesMax(DrawAnnounced event) {
            DrawTerms terms = event.terms();
            return RecordWriter.textBytesMax(terms.drawId())
                    + RecordWriter.textBytesMax(terms.commitment())
                    + RecordWriter.textBytesMax(terms.source());
        }

        @Override
        void write(DrawAnnounced event, RecordWriter to) {
            DrawTerms terms = event.terms();
            to.fixed(writer)
                    .atMs(event.atMs())
                    .slot(event.slotKey())
                    .round(terms.round())
                    .closesMin(terms.closesMin())
                    .revealMin(terms.revealMin())
                    .weightMax((short) terms.weightMax());
            to.text(terms.drawId());
            to.text(terms.commitment());
            to.text(terms.source());
        }

        @Override
        DrawAnnounced read(RecordReader from) throws EventUnreadable {
            DrawAnnouncedDecoder it = from.fixed(reader, FIXED);
            String drawId = from.text();
            String commitment = from.text();
            String source = from.text();
            try {
                return new DrawAnnounced(
                        it.atMs(),
                        it.slot(),
                        new DrawTerms(
                                drawId,
                                it.round(),
                                it.closesMin(),
                                it.revealMin(),
                                it.weightMax(),
                                commitment,
                                source));
            } catch (IllegalArgumentException unfit) {
                throw new EventUnreadable(String.valueOf(unfit.getMessage()));
            }
        }

        @Override
        String rest(DrawAnnounced event) {
            DrawTerms terms = event.terms();
            return ",\"draw\":" + quoted(terms.drawId()) + ",\"round\":" + terms.round() + ",\"closesMin\":"
                    + terms.closesMin() + ",\"revealMin\":" + terms.revealMin() + ",\"weightMax\":" + terms.weightMax()
                    + ",\"commitment\":" + quoted(terms.commitment()) + ",\"source\":" + quoted(terms.source());
        }

        @Override
        void dump(DrawAnnounced event, JsonGenerator to) throws IOException {
            DrawTerms terms = event.terms();
            dumpSlot(event, to);
            to.writeStringField("draw", terms.drawId());
            to.writeNumberField("round", terms.round());
            DumpJson.minute(to, "closesAt", terms.closesMin());
            if (terms.revealMin() != 0) DumpJson.minute(to, "revealsBy", terms.revealMin());
            to.writeNumberField("weightMax", terms.weightMax());
            to.writeStringField("commitment", terms.commitment());
            to.writeStringField("source", terms.source());
        }
    }

    private static final class Entered extends OfADraw<DrawEntered> {
        private static final FixedFields FIXED = new FixedFields(DrawEnteredDecoder.class);
        private final DrawEnteredEncoder writer = new DrawEnteredEncoder();
        private final DrawEnteredDecoder reader = new DrawEnteredDecoder();

        Entered() {
            super(DrawEntered.class, DrawEnteredDecoder.TEMPLATE_ID);
        }

        @Override
        long slot(DrawEntered event) {
            return event.slotKey();
        }

        @Override
        Long reservationId(DrawEntered event) {
            return event.reservationId();
        }

        @Override
        void write(DrawEntered event, RecordWriter to) {
            to.fixed(writer)
                    .atMs(event.atMs())
                    .slot(event.slotKey())
                    .reservationId(event.reservationId())
                    .pseudonymHi(event.pseudonym().hi())
                    .pseudonymLo(event.pseudonym().lo())
                    .number(event.number())
                    .weight((short) event.weight())
                    .waits(RecordWriter.flag(event.waits()));
        }

        @Override
        DrawEntered read(RecordReader from) throws EventUnreadable {
            DrawEnteredDecoder it = from.fixed(reader, FIXED);
            return new DrawEntered(
                    it.atMs(),
                    it.slot(),
                    it.number(),
                    it.reservationId(),
                    it.weight(),
                    RecordReader.flag(it.waits()),
                    new Pseudonym(it.pseudonymHi(), it.pseudonymLo()));
        }

        @Override
        String rest(DrawEntered event) {
            return ",\"number\":" + event.number() + ",\"weight\":" + event.weight() + ",\"waits\":" + event.waits()
                    + ",\"pseudonym\":\"" + event.pseudonym().hex() + "\"";
        }

        @Override
        void dump(DrawEntered event, JsonGenerator to) throws IOException {
            dumpSlot(event, to);
            to.writeNumberField("reservationId", event.reservationId());
            to.writeNumberField("number", event.number());
            to.writeNumberField("weight", event.weight());
            to.writeBooleanField("waits", event.waits());
            to.writeStringField("pseudonym", event.pseudonym().hex());
        }
    }

    private static final class Closed extends OfADraw<DrawClosed> {
        private static final FixedFields FIXED = new FixedFields(DrawClosedDecoder.class);
        private static final FixedFields NUMBER = new FixedFields(DrawClosedDecoder.WithdrawnDecoder.class);
        private final DrawClosedEncoder writer = new DrawClosedEncoder();
        private final DrawClosedDecoder reader = new DrawClosedDecoder();

        Closed() {
            super(DrawClosed.class, DrawClosedDecoder.TEMPLATE_ID);
        }

        @Override
        long slot(DrawClosed event) {
            return event.slotKey();
        }

        @Override
        long variableBytesMax(DrawClosed event) {
            return 4L * event.withdrawn().length + RecordWriter.textBytesMax(event.digest());
        }

        @Override
        void write(DrawClosed event, RecordWriter to) {
            to.fixed(writer).atMs(event.atMs()).slot(event.slotKey()).entries(event.entries());
            DrawClosedEncoder.WithdrawnEncoder group = writer.withdrawnCount(event.withdrawn().length);
            for (int number : event.withdrawn()) group.next().number(number);
            to.at(writer.limit());
            to.text(event.digest());
        }

        @Override
        DrawClosed read(RecordReader from) throws EventUnreadable {
            DrawClosedDecoder it = from.fixed(reader, FIXED);
            int[] withdrawn = new int[from.group(NUMBER, 0)];
            DrawClosedDecoder.WithdrawnDecoder group = it.withdrawn();
            for (int i = 0; i < withdrawn.length; i++)
                withdrawn[i] = group.next().number();
            from.at(it.limit());
            return new DrawClosed(it.atMs(), it.slot(), it.entries(), from.text(), withdrawn);
        }

        @Override
        String rest(DrawClosed event) {
            return ",\"entries\":" + event.entries() + ",\"digest\":" + quoted(event.digest()) + ",\"withdrawn\":"
                    + Arrays.toString(event.withdrawn());
        }

        @Override
        void dump(DrawClosed event, JsonGenerator to) throws IOException {
            dumpSlot(event, to);
            to.writeNumberField("entries", event.entries());
            to.writeStringField("digest", event.digest());
            to.writeFieldName("withdrawn");
            to.writeArray(event.withdrawn(), 0, event.withdrawn().length);
        }
    }

    private static final class PartGiven extends OfADraw<DrawPartGiven> {
        private static final FixedFields FIXED = new FixedFields(DrawPartGivenDecoder.class);
        private final DrawPartGivenEncoder writer = new DrawPartGivenEncoder();
        private final DrawPartGivenDecoder reader = new DrawPartGivenDecoder();

        PartGiven() {
            super(DrawPartGiven.class, DrawPartGivenDecoder.TEMPLATE_ID);
        }

        @Override
        long slot(DrawPartGiven event) {
            return event.slotKey();
        }

        @Override
        long variableBytesMax(DrawPartGiven event) {
            return RecordWriter.textBytesMax(event.value());
        }

        @Override
        void write(DrawPartGiven event, RecordWriter to) {
            to.fixed(writer).atMs(event.atMs()).slot(event.slotKey()).part((short)
                    event.part().code());
            to.text(event.value());
        }

        @Override
        DrawPartGiven read(RecordReader from) throws EventUnreadable {
            DrawPartGivenDecoder it = from.fixed(reader, FIXED);
            DrawPart part = DrawPart.of(it.part());
            if (part == null) throw new EventUnreadable("of a draw is said " + it.part());
            return new DrawPartGiven(it.atMs(), it.slot(), part, from.text());
        }

        @Override
        String rest(DrawPartGiven event) {
            return ",\"part\":\"" + event.part() + "\",\"value\":" + quoted(event.value());
        }

        @Override
        void dump(DrawPartGiven event, JsonGenerator to) throws IOException {
            dumpSlot(event, to);
            to.writeStringField("part", event.part().name());
            to.writeStringField("value", event.value());
        }
    }

    private static final class Decided extends OfADraw<DrawDecided> {
        private static final FixedFields FIXED = new FixedFields(DrawDecidedDecoder.class);
        private final DrawDecidedEncoder writer = new DrawDecidedEncoder();
        private final DrawDecidedDecoder reader = new DrawDecidedDecoder();

        Decided() {
            super(DrawDecided.class, DrawDecidedDecoder.TEMPLATE_ID);
        }

        @Override
        long slot(DrawDecided event) {
            return event.slotKey();
        }

        @Override
        Long reservationId(DrawDecided event) {
            return event.reservationId();
        }

        @Override
        void write(DrawDecided event, RecordWriter to) {
            to.fixed(writer)
                    .atMs(event.atMs())
                    .slot(event.slotKey())
                    .reservationId(event.reservationId())
                    .untilMs(event.untilMs())
                    .number(event.number())
                    .rank(event.rank())
                    .result((short) event.result().code());
        }

        @Override
        DrawDecided read(RecordReader from) throws EventUnreadable {
            DrawDecidedDecoder it = from.fixed(reader, FIXED);
            DrawResult result = DrawResult.of(it.result());
            if (result == null) throw new EventUnreadable("a draw came to " + it.result());
            return new DrawDecided(
                    it.atMs(), it.slot(), it.number(), it.reservationId(), it.rank(), result, it.untilMs());
        }

        @Override
        String rest(DrawDecided event) {
            return ",\"number\":" + event.number() + ",\"rank\":" + event.rank() + ",\"result\":\"" + event.result()
                    + "\",\"untilMs\":" + event.untilMs();
        }

        @Override
        void dump(DrawDecided event, JsonGenerator to) throws IOException {
            dumpSlot(event, to);
            to.writeNumberField("reservationId", event.reservationId());
            to.writeNumberField("number", event.number());
            to.writeNumberField("rank", event.rank());
            to.writeStringField("result", event.result().name());
            if (event.untilMs() != 0) DumpJson.moment(to, "until", event.untilMs());
        }
    }

    private static final class CarriedOut extends OfADraw<DrawCarriedOut> {
        private static final FixedFields FIXED = new FixedFields(DrawCarriedOutDecoder.class);
        private final DrawCarriedOutEncoder writer = new DrawCarriedOutEncoder();
        private final DrawCarriedOutDecoder reader = new DrawCarriedOutDecoder();

        CarriedOut() {
            super(DrawCarriedOut.class, DrawCarriedOutDecoder.TEMPLATE_ID);
        }

        @Override
        long slot(DrawCarriedOut event) {
            return event.slotKey();
        }

        @Override
        void write(DrawCarriedOut event, RecordWriter to) {
            to.fixed(writer).atMs(event.atMs()).slot(event.slotKey());
        }

        @Override
        DrawCarriedOut read(RecordReader from) throws EventUnreadable {
            DrawCarriedOutDecoder it = from.fixed(reader, FIXED);
            return new DrawCarriedOut(it.atMs(), it.slot());
        }

        @Override
        String rest(DrawCarriedOut event) {
            return "";
        }

        @Override
        void dump(DrawCarriedOut event, JsonGenerator to) throws IOException {
            dumpSlot(event, to);
        }
    }
}
