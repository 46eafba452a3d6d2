package io.yizhan.equipment.ftms;

import java.util.List;

/**
 * One way in which a kind of record may be written: flags, and the fields that they name, in the order of their bits.
 *
 * @param flags how wide they are
 */
record RecordForm(Width flags, List<Field> fields) {
    /** That there is more of this record to come. The first field is there where this is not: the other way round than all others. */
    static final int MORE = 1;

    /** @param bit of the flags, counted from the lowest; several fields may share one */
    record Field(int bit, Quantity quantity, Width width) {}

    static RecordForm of(Width flags, Field... fields) {
        return new RecordForm(flags, List.of(fields));
    }

    boolean hasFlags(byte[] frame) {
        return frame.length >= flags.bytes;
    }

    int flags(byte[] frame) {
        return flags.read(frame, 0);
    }

    static boolean has(int flags, Field field) {
        return ((flags ^ MORE) >> field.bit & 1) != 0;
    }

    /** In bytes, as these flags have it. */
    int length(int flags) {
        int length = this.flags.bytes;
        for (Field field : fields) if (has(flags, field)) length += field.width.bytes;
        return length;
    }

    /** Whether they name nothing but what is known here: the rest is reserved, and zero. */
    boolean knows(int flags) {
        int rest = flags & ~MORE;
        for (Field field : fields) rest &= ~(1 << field.bit);
        return rest == 0;
    }
}
