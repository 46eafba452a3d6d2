package io.yizhan.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import io.yizhan.journal.sbe.GateBootForgottenEncoder;
import io.yizhan.journal.sbe.GateEventsRecordedEncoder;
import io.yizhan.journal.sbe.HoldExpiredEncoder;
import io.yizhan.journal.sbe.MessageHeaderEncoder;
import io.yizhan.journal.sbe.ReservationArchivedEncoder;
import io.yizhan.journal.sbe.ReservationCancelledEncoder;
import io.yizhan.journal.sbe.ReservationCompletedEncoder;
import io.yizhan.journal.sbe.ReservationConfirmedEncoder;
import io.yizhan.journal.sbe.ReservationPlacedEncoder;
import io.yizhan.journal.sbe.SlotsOpenedEncoder;
import io.yizhan.journal.sbe.SlotsRetiredEncoder;
import io.yizhan.journal.sbe.VenueDefinedEncoder;
import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;

/** The writing half of {@link EventCodec}. */
final class EventEncoder {
    /** More than the header, the fixed fields, the group's header and the texts' lengths of any event. */
    private static final int FIXED_BYTES_MAX = 96;

    private static final int TEXT_BYTES_MAX = 65_534;
    private static final int UTF_8_BYTES_PER_CHAR_MAX = 3;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final VenueDefinedEncoder venueDefined = new VenueDefinedEncoder();
    private final SlotsOpenedEncoder slotsOpened = new SlotsOpenedEncoder();
    private final SlotsRetiredEncoder slotsRetired = new SlotsRetiredEncoder();
    private final ReservationPlacedEncoder placed = new ReservationPlacedEncoder();
    private final ReservationConfirmedEncoder confirmed = new ReservationConfirmedEncoder();
    private final ReservationCancelledEncoder cancelled = new ReservationCancelledEncoder();
    private final HoldExpiredEncoder expired = new HoldExpiredEncoder();
    private final ReservationCompletedEncoder completed = new ReservationCompletedEncoder();
    private final ReservationArchivedEncoder archived = new ReservationArchivedEncoder();
    private final GateEventsRecordedEncoder gateEvents = new GateEventsRecordedEncoder();
    private final GateBootForgottenEncoder bootForgotten = new GateBootForgottenEncoder();

    static int bytesMax(Event event) {
        long bytes = FIXED_BYTES_MAX;
        switch (event) {
            case ReservationPlaced e -> bytes += textBytesMax(e.member()) + 8L * e.slots().length;
            case SlotsOpened e ->
                bytes += (long) SlotsOpenedEncoder.SlotsEncoder.sbeBlockLength() * e.startMin().length;
            case GateEventsRecorded e -> {
                bytes += textBytesMax(e.gate()) + textBytesMax(e.boot());
                bytes += (2L + GateEventsRecordedEncoder.EntriesEncoder.sbeBlockLength()) * e.seqs().length;
                for (String credential : e.credentials()) bytes += textBytesMax(credential);
                bytes += 8L * e.forgotten().length;
            }
            case GateBootForgotten e -> bytes += textBytesMax(e.gate()) + textBytesMax(e.boot());
            case VenueDefined e -> {}
            case SlotsRetired e -> {}
            case ReservationConfirmed e -> {}
            case ReservationCancelled e -> {}
            case HoldExpired e -> {}
            case ReservationCompleted e -> {}
            case ReservationArchived e -> {}
        }
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    private static long textBytesMax(String text) {
        return (long) UTF_8_BYTES_PER_CHAR_MAX * text.length();
    }

    int encode(Event event, MutableDirectBuffer buffer, int offset) {
        int end = switch (event) {
            case ReservationPlaced e -> encodePlaced(e, buffer, offset);
            case ReservationConfirmed e ->
                confirmed
                        .wrapAndApplyHeader(buffer, offset, header)
                        .atMs(e.atMs())
                        .reservationId(e.reservationId())
                        .limit();
            case ReservationCancelled e ->
                cancelled
                        .wrapAndApplyHeader(buffer, offset, header)
                        .atMs(e.atMs())
                        .reservationId(e.reservationId())
                        .limit();
            case HoldExpired e ->
                expired.wrapAndApplyHeader(buffer, offset, header)
                        .atMs(e.atMs())
                        .reservationId(e.reservationId())
                        .limit();
            case ReservationCompleted e ->
                completed
                        .wrapAndApplyHeader(buffer, offset, header)
                        .atMs(e.atMs())
                        .reservationId(e.reservationId())
                        .limit();
            case ReservationArchived e ->
                archived.wrapAndApplyHeader(buffer, offset, header)
                        .atMs(e.atMs())
                        .reservationId(e.reservationId())
                        .limit();
            case SlotsRetired e ->
                slotsRetired
                        .wrapAndApplyHeader(buffer, offset, header)
                        .atMs(e.atMs())
                        .endedBeforeMin(e.endedBeforeMin())
                        .limit();
            case VenueDefined e ->
                venueDefined
                        .wrapAndApplyHeader(buffer, offset, header)
                        .atMs(e.atMs())
                        .venueNo(e.venueNo())
                        .stationNo(e.terms().stationNo())
                        .holdTtlMs(e.terms().holdTtlMs())
                        .cancelCutoffMs(e.terms().cancelCutoffMs())
                        .exclusive(flag(e.terms().exclusive()))
                        .atOnceMax(e.terms().atOnceMax())
                        .withdrawn(flag(e.terms().withdrawn()))
                        .limit();
            case SlotsOpened e -> encodeOpened(e, buffer, offset);
            case GateEventsRecorded e -> encodeGateEvents(e, buffer, offset);
            case GateBootForgotten e -> {
                int at = bootForgotten
                        .wrapAndApplyHeader(buffer, offset, header)
                        .atMs(e.atMs())
                        .limit();
                at = putText(e.gate(), buffer, at);
                yield putText(e.boot(), buffer, at);
            }
        };
        return end - offset;
    }

    private int encodePlaced(ReservationPlaced e, MutableDirectBuffer buffer, int offset) {
        placed.wrapAndApplyHeader(buffer, offset, header)
                .atMs(e.atMs())
                .reservationId(e.reservationId())
                .keyHi(e.keyHi())
                .keyLo(e.keyLo())
                .holdExpiresAtMs(e.holdExpiresAtMs())
                .party(e.party())
                .stationNo(e.stationNo())
                .cancelClosesMin(e.cancelClosesMin())
                .exclusiveSlots((short) e.exclusiveSlots());
        long[] slots = e.slots();
        ReservationPlacedEncoder.SlotsEncoder group = placed.slotsCount(slots.length);
        for (long slot : slots) group.next().slot(slot);
        return putText(e.member(), buffer, placed.limit());
    }

    private int encodeOpened(SlotsOpened e, MutableDirectBuffer buffer, int offset) {
        Boolean exclusive = e.exclusive();
        slotsOpened
                .wrapAndApplyHeader(buffer, offset, header)
                .atMs(e.atMs())
                .venueNo(e.venueNo())
                .exclusive(exclusive == null ? SlotsOpenedEncoder.exclusiveNullValue() : flag(exclusive));
        int count = e.startMin().length;
        SlotsOpenedEncoder.SlotsEncoder group = slotsOpened.slotsCount(count);
        for (int i = 0; i < count; i++) {
            group.next()
                    .startMin(e.startMin()[i])
                    .endMin(e.endMin()[i])
                    .capacity(e.capacity()[i])
                    .releaseMin(e.releaseMin()[i])
                    .closed(flag(e.closed()[i]));
        }
        return slotsOpened.limit();
    }

    private int encodeGateEvents(GateEventsRecorded e, MutableDirectBuffer buffer, int offset) {
        gateEvents.wrapAndApplyHeader(buffer, offset, header).atMs(e.atMs()).stationNo(e.stationNo());
        int count = e.seqs().length;
        GateEventsRecordedEncoder.EntriesEncoder group = gateEvents.entriesCount(count);
        for (int i = 0; i < count; i++) {
            group.next()
                    .seq(e.seqs()[i])
                    .happenedAtMs(e.happenedAtMs()[i])
                    .entered(flag(e.in()[i]))
                    .counted(flag(e.counted()[i]));
            gateEvents.limit(putText(e.credentials()[i], buffer, gateEvents.limit()));
        }
        long[] forgotten = e.forgotten();
        GateEventsRecordedEncoder.ForgottenEncoder ranges = gateEvents.forgottenCount(forgotten.length / 2);
        for (int i = 0; i < forgotten.length; i += 2)
            ranges.next().from(forgotten[i]).to(forgotten[i + 1]);
        int at = putText(e.gate(), buffer, gateEvents.limit());
        return putText(e.boot(), buffer, at);
    }

    private static short flag(boolean value) {
        return (short) (value ? 1 : 0);
    }

    /** Puts length and bytes of a text, and returns where they end. */
    private static int putText(String text, MutableDirectBuffer buffer, int at) {
        int length = text.length();
        if (length > TEXT_BYTES_MAX) throw textTooLong(length);
        int to = at + Short.BYTES;
        if (isAscii(text)) {
            buffer.putStringWithoutLengthAscii(to, text);
        } else {
            byte[] bytes = text.getBytes(UTF_8);
            length = bytes.length;
            if (length > TEXT_BYTES_MAX) throw textTooLong(length);
            buffer.putBytes(to, bytes);
        }
        buffer.putShort(at, (short) length, ByteOrder.LITTLE_ENDIAN);
        return to + length;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) >= 0x80) return false;
        return true;
    }

    private static IllegalArgumentException textTooLong(int length) {
        return new IllegalArgumentException("a text of " + length + " bytes; at most " + TEXT_BYTES_MAX);
    }
}
