package io.yizhan.sim;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What is on a disk, and what the system has of it in memory. A killed process leaves both; a power cut leaves what is on the disk, and of
 * each write that was not synced the sectors that chance has it. A sync that fails leaves its writes in memory as if they were on the disk,
 * as Linux does: a later one does nothing for them.
 */
final class Platter {
    private static final int SECTOR_BYTES = 512;

    final Map<String, Inode> names = new TreeMap<>();
    private final Map<String, Inode> durableNames = new TreeMap<>();
    /** Changes of names since the directory was synced, in order. */
    private final List<Runnable> unsyncedNames = new ArrayList<>();

    private final SimClock clock;
    private final SplittableRandom dice;
    private int writesToFail;
    private int forcesToFail;
    private int slowForces;
    private boolean full;
    private long faults;

    static final class Inode {
        byte[] cached = {};
        private byte[] durable = {};
        private final List<Write> dirty = new ArrayList<>();
    }

    private record Write(int at, byte[] bytes) {}

    Platter(SimClock clock, long seed) {
        this.clock = clock;
        dice = new SplittableRandom(seed);
    }

    void failWrites(int count) {
        writesToFail = count;
    }

    void failForces(int count) {
        forcesToFail = count;
    }

    void slowForces(int count) {
        slowForces = count;
    }

    /** Whether a file can take no more than it has. */
    void full(boolean isFull) {
        full = isFull;
    }

    void heal() {
        writesToFail = 0;
        forcesToFail = 0;
        slowForces = 0;
        full = false;
    }

    /** How often something failed. */
    long faults() {
        return faults;
    }

    void failIfFull(int growth) throws IOException {
        if (!full || growth == 0) return;
        faults++;
        throw new IOException("No space left on device");
    }

    private IOException inputOutputError() {
        faults++;
        return new IOException("Input/output error");
    }

    void link(String name, Inode inode) {
        names.put(name, inode);
        unsyncedNames.add(() -> durableNames.put(name, inode));
    }

    void rename(String from, String to, Inode inode) {
        names.remove(from);
        names.put(to, inode);
        unsyncedNames.add(() -> {
            durableNames.remove(from);
            durableNames.put(to, inode);
        });
    }

    void unlink(String name) {
        names.remove(name);
        unsyncedNames.add(() -> durableNames.remove(name));
    }

    void syncDirectory() throws IOException {
        failForce();
        unsyncedNames.forEach(Runnable::run);
        unsyncedNames.clear();
    }

    void write(Inode inode, int at, byte[] bytes) throws IOException {
        int wanted = bytes.length;
        int room = full ? Math.max(0, Math.min(wanted, inode.cached.length - at)) : wanted;
        boolean fails = writesToFail > 0;
        if (fails) {
            writesToFail--;
            room = dice.nextInt(room + 1);
        }
        byte[] taken = room == wanted ? bytes : Arrays.copyOf(bytes, room);
        if (room > 0) {
            inode.cached = with(inode.cached, at, taken, 0, room);
            inode.dirty.add(new Write(at, taken));
        }
        if (fails) throw inputOutputError();
        failIfFull(wanted - room);
    }

    void force(Inode inode) throws IOException {
        try {
            failForce();
        } catch (IOException failure) {
            inode.durable = torn(inode);
            inode.dirty.clear();
            throw failure;
        }
        for (Write write : inode.dirty)
            inode.durable = with(inode.durable, write.at, write.bytes, 0, write.bytes.length);
        inode.dirty.clear();
    }

    private void failForce() throws IOException {
        if (slowForces > 0) {
            slowForces--;
            clock.pass(1 + dice.nextInt(3_000));
        }
        if (forcesToFail == 0) return;
        forcesToFail--;
        throw inputOutputError();
    }

    /** What is on the disk, with some of the sectors that were written and not synced. */
    private byte[] torn(Inode inode) {
        byte[] bytes = inode.durable;
        int mode = dice.nextInt(4); // None, all, a beginning, any sectors.
        if (mode == 0) return bytes;
        boolean keep = true;
        for (Write write : inode.dirty) {
            for (int from = 0; from < write.bytes.length; ) {
                int length = Math.min(SECTOR_BYTES - (write.at + from) % SECTOR_BYTES, write.bytes.length - from);
                if (mode == 2) keep &= dice.nextInt(8) > 0;
                if (mode == 3) keep = dice.nextBoolean();
                if (keep) bytes = with(bytes, write.at + from, write.bytes, from, length);
                from += length;
            }
        }
        return bytes;
    }

    private static byte[] with(byte[] bytes, int at, byte[] more, int from, int length) {
        byte[] result = Arrays.copyOf(bytes, Math.max(bytes.length, at + length));
        System.arraycopy(more, from, result, at, length);
        return result;
    }

    /** What the system had in memory is gone. */
    void powerCut() {
        int kept = dice.nextInt(unsyncedNames.size() + 1);
        unsyncedNames.subList(0, kept).forEach(Runnable::run);
        unsyncedNames.clear();
        for (Inode inode : durableNames.values()) {
            inode.durable = torn(inode);
            inode.cached = inode.durable;
            inode.dirty.clear();
        }
        names.clear();
        names.putAll(durableNames);
    }

    /** The durable bytes, each file by its name; to be put on another platter. */
    Platter image() {
        Platter image = new Platter(clock, 0);
        durableNames.forEach((name, inode) -> {
            Inode copy = new Inode();
            copy.durable = inode.durable.clone();
            copy.cached = copy.durable.clone();
            image.names.put(name, copy);
            image.durableNames.put(name, copy);
        });
        return image;
    }

    private Inode file(String name) {
        Inode inode = names.get(name);
        if (inode == null) throw new IllegalArgumentException(name);
        return inode;
    }

    /** A file's size. */
    int bytes(String name) {
        return file(name).cached.length;
    }

    /** Turns one bit of a file over, on the disk and as it will be read. */
    void flip(String name, int bit) {
        Inode inode = file(name);
        inode.cached[bit / 8] ^= (byte) (1 << bit % 8);
        inode.durable = inode.cached.clone();
    }
}
