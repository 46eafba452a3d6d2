package io.yizhan.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A file on a disk in memory: what is read of it, what of that is durable, and the writes in between. One thread at a time. */
public final class Inode {
    private static final int SECTOR_BYTES = 512;

    private byte[] bytes;
    private byte[] durable;
    private final List<Write> unforced = new ArrayList<>();

    private record Write(int at, byte[] bytes) {}

    public Inode() {
        this(new byte[0]);
    }

    /** All of it durable. */
    public Inode(byte[] bytes) {
        this.bytes = bytes;
        durable = bytes.clone();
    }

    /** Those that are read, themselves: who changes them changes the file, as rot would. */
    public byte[] bytes() {
        return bytes;
    }

    public byte[] durable() {
        return durable.clone();
    }

    public void write(int at, byte[] more) {
        bytes = with(bytes, at, more, 0, more.length);
        unforced.add(new Write(at, more));
    }

    public void force() {
        for (Write write : unforced) durable = with(durable, write.at, write.bytes, 0, write.bytes.length);
        unforced.clear();
    }

    /**
     * A sync that fails: what did not reach the disk is still read, and no later sync does anything for it. So does Linux.
     *
     * @param reaches asked for each sector that was written and not synced, in order
     */
    public void failForce(BooleanSupplier reaches) {
        durable = reached(reaches);
        unforced.clear();
    }

    /** The file that is found once the power is back: the rest, in memory alone, is gone. */
    public Inode afterPowerCut(BooleanSupplier reaches) {
        return new Inode(reached(reaches));
    }

    private byte[] reached(BooleanSupplier reaches) {
        byte[] disk = durable.clone();
        for (Write write : unforced) {
            for (int from = 0; from < write.bytes.length; ) {
                int length = Math.min(SECTOR_BYTES - (write.at + from) % SECTOR_BYTES, write.bytes.length - from);
                if (reaches.getAsBoolean()) disk = with(disk, write.at + from, write.bytes, from, length);
                from += length;
            }
        }
        return disk;
    }

    /** What is read is durable, by whatever way it came to be so. */
    public void settle() {
        durable = bytes.clone();
        unforced.clear();
    }

    private static byte[] with(byte[] bytes, int at, byte[] more, int from, int length) {
        byte[] result = at + length > bytes.length ? Arrays.copyOf(bytes, at + length) : bytes;
        System.arraycopy(more, from, result, at, length);
        return result;
    }
}
