package io.yizhan.uhppote;

import io.yizhan.catalogue.Controller.Direction;
import io.yizhan.controller.LocalTimes;
import io.yizhan.controller.Report;
import io.yizhan.controller.Verdict;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One event as a controller sends it: 64 bytes, little-endian.
 *
 * @param serial of the controller, unsigned
 * @param index of the event in the controller's memory, unsigned; 0 where it has none
 * @param type 1 for a card, 2 for a door
 * @param door 1 to 4
 * @param direction 1 in, 2 out
 * @param card unsigned; 0 for none
 * @param at by the controller's clock; null where there is no event
 * @param reason why it was so decided, for instance 6 for a card without the right
 * @see <a href="https://github.com/uhppoted/uhppote-core">uhppote-core</a>
 */
record UhppoteEvent(
        long serial,
        long index,
        int type,
        boolean granted,
        int door,
        int direction,
        long card,
        @Nullable LocalDateTime at,
        int reason) {
    static final int BYTES = 64;

    private static final byte START = 0x17;
    /** Of firmware before 6.62. */
    private static final byte START_OLD = 0x19;

    private static final byte STATUS = 0x20;
    /** The answer to whoever has asked for one event, and the question. */
    private static final byte EVENT = (byte) 0xb0;

    private static final int TYPE_NONE = 0;
    private static final int TYPE_OVERWRITTEN = 0xff;
    private static final int SERIAL = 4;
    private static final int INDEX = 8;
    private static final int TYPE = 12;
    private static final int GRANTED = 13;
    private static final int DOOR = 14;
    private static final int DIRECTION = 15;
    private static final int CARD = 16;
    private static final int TIME = 20;
    private static final int TIME_BYTES = 7;
    private static final int REASON = 27;

    private static final int TYPE_CARD = 1;
    private static final int IN = 1;
    private static final int OUT = 2;
    private static final int DOORS = 4;
    private static final long UNSIGNED = 0xffff_ffffL;

    /** Null where it is no such message, or says what can't be. */
    static @Nullable UhppoteEvent decode(byte[] message) {
        if (message.length != BYTES || (message[1] != STATUS && message[1] != EVENT)) return null;
        if (message[0] != START && message[0] != START_OLD) return null;
        ByteBuffer bytes = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        long serial = bytes.getInt(SERIAL) & UNSIGNED;
        long index = bytes.getInt(INDEX) & UNSIGNED;
        int type = message[TYPE] & 0xff;
        boolean there = index > 0 && type != TYPE_NONE && type != TYPE_OVERWRITTEN;
        LocalDateTime at = there ? time(message) : null;
        if (serial == 0 || (there && at == null)) return null;
        return new UhppoteEvent(
                serial,
                index,
                type,
                message[GRANTED] == 1,
                message[DOOR] & 0xff,
                message[DIRECTION] & 0xff,
                bytes.getInt(CARD) & UNSIGNED,
                at,
                message[REASON] & 0xff);
    }

    /** Two digits a byte. */
    private static @Nullable LocalDateTime time(byte[] message) {
        int[] parts = new int[TIME_BYTES];
        for (int i = 0; i < TIME_BYTES; i++) {
            int high = (message[TIME + i] & 0xf0) >> 4;
            int low = message[TIME + i] & 0x0f;
            if (high > 9 || low > 9) return null;
            parts[i] = 10 * high + low;
        }
        return LocalTimes.of(100 * parts[0] + parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]);
    }

    /** Whether there is an event: a controller has none yet, or no more of this index. */
    boolean isThere() {
        return at != null;
    }

    /** Asks a controller for one event. */
    static byte[] question(long serial, long index) {
        byte[] question = new byte[BYTES];
        question[0] = START;
        question[1] = EVENT;
        ByteBuffer.wrap(question)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(SERIAL, (int) serial)
                .putInt(INDEX, (int) index);
        return question;
    }

    /** Only of one that {@linkplain #isThere is there}. */
    Report report() {
        Direction said = direction == IN ? Direction.IN : direction == OUT ? Direction.OUT : null;
        return new Report(Objects.requireNonNull(at), index, "", instead(), door, said, Long.toString(card));
    }

    private @Nullable Verdict instead() {
        if (type != TYPE_CARD || card == 0) return Verdict.DEVICE;
        if (door < 1 || door > DOORS) return Verdict.MALFORMED;
        return granted ? null : Verdict.DENIED;
    }
}
