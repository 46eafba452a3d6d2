package io.yizhan.journal.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.yizhan.journal.JournalUnusable;
import io.yizhan.journal.record.EventCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The first {@value #BYTES} bytes of a segment: magic, format version, the event schema's version when it was made, region, first
 * event's number, size, the first event's time, and a CRC32C of all before it. Little endian.
 *
 * @param sizeBytes what the file was preallocated to
 * @param firstAtMs 0 in those of before it was kept
 */
record SegmentHeader(String region, long firstSeq, long sizeBytes, long firstAtMs) {
    static final int BYTES = 128;
    static final int REGION_BYTES_MAX = 64;
    static final int FORMAT_VERSION = 1;

    /** "YIZHANJ" and 0xFF, which no text has. */
    private static final long MAGIC = 0xFF4A_4E41_485A_4959L;

    private static final int FORMAT_AT = 8;
    private static final int SCHEMA_AT = 10;
    private static final int REGION_LENGTH_AT = 12;
    private static final int FIRST_SEQ_AT = 16;
    private static final int SIZE_AT = 24;
    private static final int REGION_AT = 32;
    private static final int FIRST_AT_MS_AT = REGION_AT + REGION_BYTES_MAX;
    private static final int CRC_AT = BYTES - Integer.BYTES;

    /** Writes into the first bytes of a little-endian buffer. */
    void put(ByteBuffer buffer) {
        for (int at = 0; at < BYTES; at += Long.BYTES) buffer.putLong(at, 0);
        byte[] name = region.getBytes(UTF_8);
        buffer.putLong(0, MAGIC);
        buffer.putShort(FORMAT_AT, (short) FORMAT_VERSION);
        buffer.putShort(SCHEMA_AT, (short) EventCodec.SCHEMA_VERSION);
        buffer.putInt(REGION_LENGTH_AT, name.length);
        buffer.putLong(FIRST_SEQ_AT, firstSeq);
        buffer.putLong(SIZE_AT, sizeBytes);
        buffer.put(REGION_AT, name);
        buffer.putLong(FIRST_AT_MS_AT, firstAtMs);
        buffer.putInt(CRC_AT, crc(buffer));
    }

    /**
     * Reads the header of a file that has one.
     *
     * @throws JournalDamaged it doesn't hold
     * @throws JournalUnusable it is of a newer version
     */
    static SegmentHeader read(ByteBuffer bytes, String path) throws JournalDamaged, JournalUnusable {
        ByteBuffer buffer = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (buffer.limit() < BYTES) throw new JournalDamaged(path, 0, "too short for a segment's header");
        if (buffer.getLong(0) != MAGIC) throw new JournalDamaged(path, 0, "not a segment of a journal");
        if (buffer.getInt(CRC_AT) != crc(buffer))
            throw new JournalDamaged(path, 0, "the segment's header fails its CRC");
        int format = Short.toUnsignedInt(buffer.getShort(FORMAT_AT));
        int schema = Short.toUnsignedInt(buffer.getShort(SCHEMA_AT));
        if (format > FORMAT_VERSION || schema > EventCodec.SCHEMA_VERSION)
            throw new JournalUnusable(path + " has format " + format + " and event schema " + schema
                    + "; this program reads up to " + FORMAT_VERSION + " and " + EventCodec.SCHEMA_VERSION
                    + ": use one at least as new as wrote it");
        int nameLength = buffer.getInt(REGION_LENGTH_AT);
        if (nameLength < 0 || nameLength > REGION_BYTES_MAX)
            throw new JournalDamaged(path, REGION_LENGTH_AT, "a region's name of " + nameLength + " bytes");
        byte[] name = new byte[nameLength];
        buffer.get(REGION_AT, name);
        return new SegmentHeader(
                new String(name, UTF_8),
                buffer.getLong(FIRST_SEQ_AT),
                buffer.getLong(SIZE_AT),
                buffer.getLong(FIRST_AT_MS_AT));
    }

    private static int crc(ByteBuffer buffer) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.duplicate().position(0).limit(CRC_AT));
        return (int) crc.getValue();
    }
}
