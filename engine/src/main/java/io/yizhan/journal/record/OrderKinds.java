package io.yizhan.journal.record;

import static io.yizhan.journal.record.AuditEntry.quoted;
import static io.yizhan.journal.record.RecordWriter.textBytesMax;

import com.fasterxml.jackson.core.JsonGenerator;
import io.yizhan.core.Event.OrderBooked;
import io.yizhan.core.Event.OrderErased;
import io.yizhan.core.Event.OrderNoticed;
import io.yizhan.core.Event.OrderQuoted;
import io.yizhan.core.OrderKey;
import io.yizhan.journal.sbe.OrderBookedDecoder;
import io.yizhan.journal.sbe.OrderBookedEncoder;
import io.yizhan.journal.sbe.OrderErasedDecoder;
import io.yizhan.journal.sbe.OrderErasedEncoder;
import io.yizhan.journal.sbe.OrderNoticedDecoder;
import io.yizhan.journal.sbe.OrderNoticedEncoder;
import io.yizhan.journal.sbe.OrderQuotedDecoder;
import io.yizhan.journal.sbe.OrderQuotedEncoder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Orders of booking partners. What a partner has said of one is about persons, and goes into the journal and the rows alone: the trail never has
 * it. What an operator tells a partner's customer is in the trail, as why a reservation was cancelled is.
 */
final class OrderKinds {
    private OrderKinds() {}

    static List<EventKind<?>> all() {
        return List.of(new Quoted(), new Booked(), new Noticed(), new Erased());
    }

    private static String audit(OrderKey key) {
        return "\"broker\":" + quoted(key.broker()) + ",\"uuid\":\"" + uuid(key) + "\"";
    }

    private static String uuid(OrderKey key) {
        return new UUID(key.hi(), key.lo()).toString();
    }

    private static void dump(OrderKey key, JsonGenerator to) throws IOException {
        to.writeStringField("broker", key.broker());
        to.writeStringField("uuid", uuid(key));
    }

    private static void dump(long[] items, JsonGenerator to) throws IOException {
        to.writeFieldName("reservations");
        to.writeArray(items, 0, items.length);
    }

    private static final class Quoted extends EventKind<OrderQuoted> {
        private static final FixedFields FIXED = new FixedFields(OrderQuotedDecoder.class);
        private static final FixedFields ITEM = new FixedFields(OrderQuotedDecoder.ItemsDecoder.class);
        private final OrderQuotedEncoder writer = new OrderQuotedEncoder();
        private final OrderQuotedDecoder reader = new OrderQuotedDecoder();

        Quoted() {
            super(OrderQuoted.class, OrderQuotedDecoder.TEMPLATE_ID);
        }

        @Override
        String member(OrderQuoted event) {
            return event.member();
        }

        @Override
        long variableBytesMax(OrderQuoted event) {
            return textBytesMax(event.key().broker())
                    + textBytesMax(event.member())
                    + (long) Long.BYTES * event.reservations().length;
        }

        @Override
        void write(OrderQuoted event, RecordWriter to) {
            OrderKey key = event.key();
            to.fixed(writer).atMs(event.atMs()).uuidHi(key.hi()).uuidLo(key.lo());
            OrderQuotedEncoder.ItemsEncoder items = writer.itemsCount(event.reservations().length);
            for (long id : event.reservations()) items.next().reservationId(id);
            to.at(writer.limit());
            to.text(key.broker());
            to.text(event.member());
        }

        @Override
        OrderQuoted read(RecordReader from) throws EventUnreadable {
            OrderQuotedDecoder it = from.fixed(reader, FIXED);
            long[] ids = new long[from.group(ITEM, 0)];
            OrderQuotedDecoder.ItemsDecoder items = it.items();
            for (int i = 0; i < ids.length; i++) ids[i] = items.next().reservationId();
            from.at(it.limit());
            OrderKey key = new OrderKey(from.text(), it.uuidHi(), it.uuidLo());
            return new OrderQuoted(it.atMs(), key, from.text(), ids);
        }

        @Override
        String audit(OrderQuoted event) {
            return "{" + OrderKinds.audit(event.key()) + ",\"reservations\":" + Arrays.toString(event.reservations())
                    + "}";
        }

        @Override
        void dump(OrderQuoted event, JsonGenerator to) throws IOException {
            OrderKinds.dump(event.key(), to);
            to.writeStringField("member", event.member());
            OrderKinds.dump(event.reservations(), to);
        }
    }

    private static final class Booked extends EventKind<OrderBooked> {
        private static final FixedFields FIXED = new FixedFields(OrderBookedDecoder.class);
        private static final FixedFields ITEM = new FixedFields(OrderBookedDecoder.ItemsDecoder.class);
        private final OrderBookedEncoder writer = new OrderBookedEncoder();
        private final OrderBookedDecoder reader = new OrderBookedDecoder();

        Booked() {
            super(OrderBooked.class, OrderBookedDecoder.TEMPLATE_ID);
        }

        @Override
        String member(OrderBooked event) {
            return event.member();
        }

        @Override
        long variableBytesMax(OrderBooked event) {
            return textBytesMax(event.key().broker())
                    + textBytesMax(event.member())
                    + textBytesMax(event.details())
                    + (long) Long.BYTES * event.reservations().length;
        }

        @Override
        void write(OrderBooked event, RecordWriter to) {
            OrderKey key = event.key();
            to.fixed(writer)
                    .atMs(event.atMs())
                    .uuidHi(key.hi())
                    .uuidLo(key.lo())
                    .digestHi(event.digestHi())
                    .digestLo(event.digestLo());
            OrderBookedEncoder.ItemsEncoder items = writer.itemsCount(event.reservations().length);
            for (long id : event.reservations()) items.next().reservationId(id);
            to.at(writer.limit());
            to.text(key.broker());
            to.text(event.member());
            to.text(event.details());
        }

        @Override
        OrderBooked read(RecordReader from) throws EventUnreadable {
            OrderBookedDecoder it = from.fixed(reader, FIXED);
            long[] ids = new long[from.group(ITEM, 0)];
            OrderBookedDecoder.ItemsDecoder items = it.items();
            for (int i = 0; i < ids.length; i++) ids[i] = items.next().reservationId();
            from.at(it.limit());
            OrderKey key = new OrderKey(from.text(), it.uuidHi(), it.uuidLo());
            String member = from.text();
            return new OrderBooked(it.atMs(), key, member, it.digestHi(), it.digestLo(), ids, from.text());
        }

        @Override
        String audit(OrderBooked event) {
            return "{" + OrderKinds.audit(event.key()) + ",\"reservations\":" + Arrays.toString(event.reservations())
                    + "}";
        }

        @Override
        void dump(OrderBooked event, JsonGenerator to) throws IOException {
            OrderKinds.dump(event.key(), to);
            to.writeStringField("member", event.member());
            to.writeStringField("digest", new UUID(event.digestHi(), event.digestLo()).toString());
            OrderKinds.dump(event.reservations(), to);
            to.writeStringField("details", event.details());
        }
    }

    private static final class Noticed extends EventKind<OrderNoticed> {
        private static final FixedFields FIXED = new FixedFields(OrderNoticedDecoder.class);
        private final OrderNoticedEncoder writer = new OrderNoticedEncoder();
        private final OrderNoticedDecoder reader = new OrderNoticedDecoder();

        Noticed() {
            super(OrderNoticed.class, OrderNoticedDecoder.TEMPLATE_ID);
        }

        @Override
        long variableBytesMax(OrderNoticed event) {
            return textBytesMax(event.key().broker()) + textBytesMax(event.notice());
        }

        @Override
        void write(OrderNoticed event, RecordWriter to) {
            OrderKey key = event.key();
            to.fixed(writer).atMs(event.atMs()).uuidHi(key.hi()).uuidLo(key.lo());
            to.text(key.broker());
            to.text(event.notice());
        }

        @Override
        OrderNoticed read(RecordReader from) throws EventUnreadable {
            OrderNoticedDecoder it = from.fixed(reader, FIXED);
            OrderKey key = new OrderKey(from.text(), it.uuidHi(), it.uuidLo());
            return new OrderNoticed(it.atMs(), key, from.text());
        }

        @Override
        String audit(OrderNoticed event) {
            return "{" + OrderKinds.audit(event.key()) + ",\"notice\":" + quoted(event.notice()) + "}";
        }

        @Override
        void dump(OrderNoticed event, JsonGenerator to) throws IOException {
            OrderKinds.dump(event.key(), to);
            to.writeStringField("notice", event.notice());
        }
    }

    private static final class Erased extends EventKind<OrderErased> {
        private static final FixedFields FIXED = new FixedFields(OrderErasedDecoder.class);
        private final OrderErasedEncoder writer = new OrderErasedEncoder();
        private final OrderErasedDecoder reader = new OrderErasedDecoder();

        Erased() {
            super(OrderErased.class, OrderErasedDecoder.TEMPLATE_ID);
        }

        @Override
        long variableBytesMax(OrderErased event) {
            return textBytesMax(event.key().broker());
        }

        @Override
        void write(OrderErased event, RecordWriter to) {
            OrderKey key = event.key();
            to.fixed(writer).atMs(event.atMs()).uuidHi(key.hi()).uuidLo(key.lo());
            to.text(key.broker());
        }

        @Override
        OrderErased read(RecordReader from) throws EventUnreadable {
            OrderErasedDecoder it = from.fixed(reader, FIXED);
            return new OrderErased(it.atMs(), new OrderKey(from.text(), it.uuidHi(), it.uuidLo()));
        }

        @Override
        String audit(OrderErased event) {
            return "{" + OrderKinds.audit(event.key()) + "}";
        }

        @Override
        void dump(OrderErased event, JsonGenerator to) throws IOException {
            OrderKinds.dump(event.key(), to);
        }
    }
}
