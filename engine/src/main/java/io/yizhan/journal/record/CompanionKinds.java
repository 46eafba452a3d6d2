package io.yizhan.journal.record;

import com.fasterxml.jackson.core.JsonGenerator;
import io.yizhan.core.CompanionTerms;
import io.yizhan.core.Event.CompanionsInvited;
import io.yizhan.core.Event.InvitationAccepted;
import io.yizhan.core.Event.InvitationWithdrawn;
import io.yizhan.journal.sbe.CompanionsInvitedDecoder;
import io.yizhan.journal.sbe.CompanionsInvitedEncoder;
import io.yizhan.journal.sbe.InvitationAcceptedDecoder;
import io.yizhan.journal.sbe.InvitationAcceptedEncoder;
import io.yizhan.journal.sbe.InvitationWithdrawnDecoder;
import io.yizhan.journal.sbe.InvitationWithdrawnEncoder;
import java.io.IOException;
import java.util.List;

/** Who comes along to a reservation. */
final class CompanionKinds {
    private CompanionKinds() {}

    static List<EventKind<?>> all() {
        return List.of(new Invited(), new Accepted(), new Withdrawn());
    }

    private static final class Invited extends EventKind<CompanionsInvited> {
        private static final FixedFields FIXED = new FixedFields(CompanionsInvitedDecoder.class);
        private final CompanionsInvitedEncoder writer = new CompanionsInvitedEncoder();
        private final CompanionsInvitedDecoder reader = new CompanionsInvitedDecoder();

        Invited() {
            super(CompanionsInvited.class, CompanionsInvitedDecoder.TEMPLATE_ID);
        }

        @Override
        Long reservationId(CompanionsInvited event) {
            return event.reservationId();
        }

        @Override
        void write(CompanionsInvited event, RecordWriter to) {
            CompanionTerms terms = event.terms();
            to.fixed(writer)
                    .atMs(event.atMs())
                    .reservationId(event.reservationId())
                    .first(event.first())
                    .count(event.count())
                    .closesMin(terms.closesMin())
                    .changesMax(terms.changesMax())
                    .holderPresent(RecordWriter.flag(terms.holderPresent()));
        }

        @Override
        CompanionsInvited read(RecordReader from) throws EventUnreadable {
            CompanionsInvitedDecoder it = from.fixed(reader, FIXED);
            return new CompanionsInvited(
                    it.atMs(),
                    it.reservationId(),
                    it.first(),
                    it.count(),
                    new CompanionTerms(it.closesMin(), it.changesMax(), RecordReader.flag(it.holderPresent())));
        }

        @Override
        String audit(CompanionsInvited event) {
            CompanionTerms terms = event.terms();
            return "{\"first\":" + event.first() + ",\"count\":" + event.count() + ",\"closesMin\":"
                    + terms.closesMin() + ",\"changesMax\":" + terms.changesMax() + ",\"holderPresent\":"
                    + terms.holderPresent() + "}";
        }

        @Override
        void dump(CompanionsInvited event, JsonGenerator to) throws IOException {
            to.writeNumberField("reservationId", event.reservationId());
            to.writeNumberField("first", event.first());
            to.writeNumberField("count", event.count());
            DumpJson.minute(to, "closesAt", event.terms().closesMin());
            to.writeNumberField("changesMax", event.terms().changesMax());
            to.writeBooleanField("holderPresent", event.terms().holderPresent());
        }
    }

    private static final class Accepted extends EventKind<InvitationAccepted> {
        private static final FixedFields FIXED = new FixedFields(InvitationAcceptedDecoder.class);
        private final InvitationAcceptedEncoder writer = new InvitationAcceptedEncoder();
        private final InvitationAcceptedDecoder reader = new InvitationAcceptedDecoder();

        Accepted() {
            super(InvitationAccepted.class, InvitationAcceptedDecoder.TEMPLATE_ID);
        }

        @Override
        Long reservationId(InvitationAccepted event) {
            return event.reservationId();
        }

        @Override
        String member(InvitationAccepted event) {
            return event.member();
        }

        @Override
        long variableBytesMax(InvitationAccepted event) {
            return RecordWriter.textBytesMax(event.member());
        }

        @Override
        void write(InvitationAccepted event, RecordWriter to) {
            to.fixed(writer)
                    .atMs(event.atMs())
                    .reservationId(event.reservationId())
                    .number(event.number());
            to.text(event.member());
        }

        @Override
        InvitationAccepted read(RecordReader from) throws EventUnreadable {
            InvitationAcceptedDecoder it = from.fixed(reader, FIXED);
            return new InvitationAccepted(it.atMs(), it.reservationId(), it.number(), from.text());
        }

        @Override
        String audit(InvitationAccepted event) {
            return "{\"number\":" + event.number() + "}";
        }

        @Override
        void dump(InvitationAccepted event, JsonGenerator to) throws IOException {
            to.writeNumberField("reservationId", event.reservationId());
            to.writeNumberField("number", event.number());
            to.writeStringField("member", event.member());
        }
    }

    private static final class Withdrawn extends EventKind<InvitationWithdrawn> {
        private static final FixedFields FIXED = new FixedFields(InvitationWithdrawnDecoder.class);
        private final InvitationWithdrawnEncoder writer = new InvitationWithdrawnEncoder();
        private final InvitationWithdrawnDecoder reader = new InvitationWithdrawnDecoder();

        Withdrawn() {
            super(InvitationWithdrawn.class, InvitationWithdrawnDecoder.TEMPLATE_ID);
        }

        @Override
        Long reservationId(InvitationWithdrawn event) {
            return event.reservationId();
        }

        @Override
        void write(InvitationWithdrawn event, RecordWriter to) {
            to.fixed(writer)
                    .atMs(event.atMs())
                    .reservationId(event.reservationId())
                    .number(event.number())
                    .left(RecordWriter.flag(event.left()));
        }

        @Override
        InvitationWithdrawn read(RecordReader from) throws EventUnreadable {
            InvitationWithdrawnDecoder it = from.fixed(reader, FIXED);
            return new InvitationWithdrawn(it.atMs(), it.reservationId(), it.number(), RecordReader.flag(it.left()));
        }

        @Override
        String audit(InvitationWithdrawn event) {
            return "{\"number\":" + event.number() + ",\"left\":" + event.left() + "}";
        }

        @Override
        void dump(InvitationWithdrawn event, JsonGenerator to) throws IOException {
            to.writeNumberField("reservationId", event.reservationId());
            to.writeNumberField("number", event.number());
            to.writeBooleanField("left", event.left());
        }
    }
}
