package io.yizhan.journal;

import io.yizhan.core.Event;
import io.yizhan.core.Event.GateBootForgotten;
import io.yizhan.core.Event.GateEventsRecorded;
import io.yizhan.core.Event.HoldExpired;
import io.yizhan.core.Event.ReservationArchived;
import io.yizhan.core.Event.ReservationCancelled;
import io.yizhan.core.Event.ReservationCompleted;
import io.yizhan.core.Event.ReservationConfirmed;
import io.yizhan.core.Event.ReservationPlaced;
import io.yizhan.core.Event.SlotsOpened;
import io.yizhan.core.Event.SlotsRetired;
import io.yizhan.core.Event.VenueDefined;
import io.yizhan.core.VenueTerms;
import io.yizhan.journal.sbe.GateBootForgottenDecoder;
import io.yizhan.journal.sbe.GateEventsRecordedDecoder;
import io.yizhan.journal.sbe.HoldExpiredDecoder;
import io.yizhan.journal.sbe.MessageHeaderDecoder;
import io.yizhan.journal.sbe.ReservationArchivedDecoder;
import io.yizhan.journal.sbe.ReservationCancelledDecoder;
import io.yizhan.journal.sbe.ReservationCompletedDecoder;
import io.yizhan.journal.sbe.ReservationConfirmedDecoder;
import io.yizhan.journal.sbe.ReservationPlacedDecoder;
import io.yizhan.journal.sbe.SlotsOpenedDecoder;
import io.yizhan.journal.sbe.SlotsRetiredDecoder;
import io.yizhan.journal.sbe.VenueDefinedDecoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The reading half of {@link EventCodec}. Every length is held against what remains before anything is made of that size. */
final class EventDecoder {
    private static final int BODY = MessageHeaderDecoder.ENCODED_LENGTH;

    /** The fixed fields of version 1, of messages that have more of them since. */
    private static final int VENUE_DEFINED_BYTES_1 = 25;

    private static final int SLOTS_OPENED_BYTES_1 = 12;
    private static final int PLACED_BYTES_1 = 44;

    /** Just the event's bytes, so that nothing reads beyond them. */
    private final UnsafeBuffer bytes = new UnsafeBuffer(0, 0);

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final VenueDefinedDecoder venueDefined = new VenueDefinedDecoder();
    private final SlotsOpenedDecoder slotsOpened = new SlotsOpenedDecoder();
    private final SlotsRetiredDecoder slotsRetired = new SlotsRetiredDecoder();
    private final ReservationPlacedDecoder placed = new ReservationPlacedDecoder();
    private final ReservationConfirmedDecoder confirmed = new ReservationConfirmedDecoder();
    private final ReservationCancelledDecoder cancelled = new ReservationCancelledDecoder();
    private final HoldExpiredDecoder expired = new HoldExpiredDecoder();
    private final ReservationCompletedDecoder completed = new ReservationCompletedDecoder();
    private final ReservationArchivedDecoder archived = new ReservationArchivedDecoder();
    private final GateEventsRecordedDecoder gateEvents = new GateEventsRecordedDecoder();
    private final GateBootForgottenDecoder bootForgotten = new GateBootForgottenDecoder();

    /** Where the event's variable part has been read to. */
    private int at;

    Event decode(DirectBuffer buffer, int offset, int length) throws EventUnreadable {
        if (length < BODY) throw new EventUnreadable("an event of " + length + " bytes is shorter than its header");
        bytes.wrap(buffer, offset, length);
        header.wrap(bytes, 0);
        int version = header.version();
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID)
            throw new EventUnreadable("schema " + header.schemaId() + " is not the journal's");
        if (version < 1 || version > EventCodec.SCHEMA_VERSION)
            throw new EventUnreadable("an event of schema version " + version + "; this program reads 1 to "
                    + EventCodec.SCHEMA_VERSION + (version == 0 ? "" : ": use one at least as new as wrote it"));
        Event event = body(header.templateId(), header.blockLength(), version);
        if (at != length)
            throw new EventUnreadable((length - at) + " bytes behind the end of a " + header.templateId());
        return event;
    }

    private Event body(int template, int block, int version) throws EventUnreadable {
        return switch (template) {
            case VenueDefinedDecoder.TEMPLATE_ID -> {
                fixed(block, version < 2 ? VENUE_DEFINED_BYTES_1 : VenueDefinedDecoder.BLOCK_LENGTH);
                yield venueDefined(venueDefined.wrap(bytes, BODY, block, version));
            }
            case SlotsOpenedDecoder.TEMPLATE_ID -> slotsOpened(block, version);
            case SlotsRetiredDecoder.TEMPLATE_ID -> {
                fixed(block, SlotsRetiredDecoder.BLOCK_LENGTH);
                var d = slotsRetired.wrap(bytes, BODY, block, version);
                yield new SlotsRetired(d.atMs(), d.endedBeforeMin());
            }
            case ReservationPlacedDecoder.TEMPLATE_ID -> placed(block, version);
            case ReservationConfirmedDecoder.TEMPLATE_ID -> {
                fixed(block, ReservationConfirmedDecoder.BLOCK_LENGTH);
                var d = confirmed.wrap(bytes, BODY, block, version);
                yield new ReservationConfirmed(d.atMs(), d.reservationId());
            }
            case ReservationCancelledDecoder.TEMPLATE_ID -> {
                fixed(block, ReservationCancelledDecoder.BLOCK_LENGTH);
                var d = cancelled.wrap(bytes, BODY, block, version);
                yield new ReservationCancelled(d.atMs(), d.reservationId());
            }
            case HoldExpiredDecoder.TEMPLATE_ID -> {
                fixed(block, HoldExpiredDecoder.BLOCK_LENGTH);
                var d = expired.wrap(bytes, BODY, block, version);
                yield new HoldExpired(d.atMs(), d.reservationId());
            }
            case ReservationCompletedDecoder.TEMPLATE_ID -> {
                fixed(block, ReservationCompletedDecoder.BLOCK_LENGTH);
                var d = completed.wrap(bytes, BODY, block, version);
                yield new ReservationCompleted(d.atMs(), d.reservationId());
            }
            case ReservationArchivedDecoder.TEMPLATE_ID -> {
                fixed(block, ReservationArchivedDecoder.BLOCK_LENGTH);
                var d = archived.wrap(bytes, BODY, block, version);
                yield new ReservationArchived(d.atMs(), d.reservationId());
            }
            case GateEventsRecordedDecoder.TEMPLATE_ID -> gateEvents(block, version);
            case GateBootForgottenDecoder.TEMPLATE_ID -> {
                fixed(block, GateBootForgottenDecoder.BLOCK_LENGTH);
                var d = bootForgotten.wrap(bytes, BODY, block, version);
                yield new GateBootForgotten(d.atMs(), text(), text());
            }
            default -> throw new EventUnreadable("no event has template " + template);
        };
    }

    private static Event venueDefined(VenueDefinedDecoder d) throws EventUnreadable {
        boolean old = d.actingVersion() < 2;
        return new VenueDefined(
                d.atMs(),
                d.venueNo(),
                new VenueTerms(
                        d.stationNo(),
                        flag(d.exclusive()),
                        d.holdTtlMs(),
                        d.cancelCutoffMs(),
                        old ? 1 : d.atOnceMax(),
                        !old && flag(d.withdrawn())));
    }

    private Event slotsOpened(int block, int version) throws EventUnreadable {
        fixed(block, version < 2 ? SLOTS_OPENED_BYTES_1 : SlotsOpenedDecoder.BLOCK_LENGTH);
        var d = slotsOpened.wrap(bytes, BODY, block, version);
        int count = group(SlotsOpenedDecoder.SlotsDecoder.sbeBlockLength(), 0);
        var slots = d.slots();
        int[] startMin = new int[count];
        int[] endMin = new int[count];
        int[] capacity = new int[count];
        int[] releaseMin = new int[count];
        boolean[] closed = new boolean[count];
        for (int i = 0; i < count; i++) {
            slots.next();
            startMin[i] = slots.startMin();
            endMin[i] = slots.endMin();
            capacity[i] = slots.capacity();
            releaseMin[i] = slots.releaseMin();
            closed[i] = flag(slots.closed());
        }
        at = d.limit();
        Boolean exclusive =
                d.exclusive() == SlotsOpenedDecoder.exclusiveNullValue() ? null : Boolean.valueOf(flag(d.exclusive()));
        return new SlotsOpened(d.atMs(), d.venueNo(), exclusive, startMin, endMin, capacity, releaseMin, closed);
    }

    private Event placed(int block, int version) throws EventUnreadable {
        fixed(block, version < 2 ? PLACED_BYTES_1 : ReservationPlacedDecoder.BLOCK_LENGTH);
        var d = placed.wrap(bytes, BODY, block, version);
        long[] slots = new long[group(ReservationPlacedDecoder.SlotsDecoder.sbeBlockLength(), 0)];
        var group = d.slots();
        for (int i = 0; i < slots.length; i++) slots[i] = group.next().slot();
        at = d.limit();
        boolean old = version < 2;
        return new ReservationPlaced(
                d.atMs(),
                d.reservationId(),
                text(),
                d.keyHi(),
                d.keyLo(),
                slots,
                d.party(),
                d.holdExpiresAtMs(),
                old ? 0 : d.exclusiveSlots(),
                old ? 0 : d.stationNo(),
                old ? 0 : d.cancelClosesMin());
    }

    private Event gateEvents(int block, int version) throws EventUnreadable {
        fixed(block, GateEventsRecordedDecoder.BLOCK_LENGTH);
        var d = gateEvents.wrap(bytes, BODY, block, version);
        int entryBytes = GateEventsRecordedDecoder.EntriesDecoder.sbeBlockLength();
        int count = group(entryBytes, Short.BYTES);
        var entries = d.entries();
        long[] seqs = new long[count];
        long[] happenedAtMs = new long[count];
        boolean[] in = new boolean[count];
        boolean[] counted = new boolean[count];
        String[] credentials = new String[count];
        for (int i = 0; i < count; i++) {
            need(d.limit(), entryBytes);
            entries.next();
            seqs[i] = entries.seq();
            happenedAtMs[i] = entries.happenedAtMs();
            in[i] = flag(entries.entered());
            counted[i] = flag(entries.counted());
            at = d.limit();
            credentials[i] = text();
            d.limit(at);
        }
        at = d.limit();
        long[] forgotten = version < 2 ? new long[0] : forgotten(d);
        String gate = text();
        return new GateEventsRecorded(
                d.atMs(), gate, text(), d.stationNo(), seqs, happenedAtMs, in, counted, credentials, forgotten);
    }

    private long[] forgotten(GateEventsRecordedDecoder d) throws EventUnreadable {
        long[] bounds = new long[2 * group(GateEventsRecordedDecoder.ForgottenDecoder.sbeBlockLength(), 0)];
        var ranges = d.forgotten();
        for (int i = 0; i < bounds.length; i += 2) {
            ranges.next();
            bounds[i] = ranges.from();
            bounds[i + 1] = ranges.to();
        }
        at = d.limit();
        return bounds;
    }

    /** Passes over the fixed fields. */
    private void fixed(int block, int blockNow) throws EventUnreadable {
        if (block != blockNow) throw new EventUnreadable("fixed fields of " + block + " bytes instead of " + blockNow);
        need(BODY, block);
        at = BODY + block;
    }

    /** Reads a group's header, and sees that what it announces is there. */
    private int group(int entryBytesNow, int textBytesMin) throws EventUnreadable {
        need(at, 2 * Short.BYTES);
        int entryBytes = unsigned(at);
        int count = unsigned(at + Short.BYTES);
        if (entryBytes != entryBytesNow)
            throw new EventUnreadable("entries of " + entryBytes + " bytes instead of " + entryBytesNow);
        need(at + 2 * Short.BYTES, (long) count * (entryBytes + textBytesMin));
        return count;
    }

    private String text() throws EventUnreadable {
        need(at, Short.BYTES);
        int length = unsigned(at);
        int from = at + Short.BYTES;
        need(from, length);
        at = from + length;
        return bytes.getStringWithoutLengthUtf8(from, length);
    }

    private int unsigned(int index) {
        return Short.toUnsignedInt(bytes.getShort(index, ByteOrder.LITTLE_ENDIAN));
    }

    private void need(int from, long count) throws EventUnreadable {
        if (from + count > bytes.capacity())
            throw new EventUnreadable(count + " bytes announced, " + (bytes.capacity() - from) + " left");
    }

    private static boolean flag(short value) throws EventUnreadable {
        if ((value & ~1) != 0) throw new EventUnreadable("a flag is " + value);
        return value == 1;
    }
}
