package io.yizhan.sim;

import io.yizhan.disk.Inode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * What is on a disk, and what the system has of it in memory. A killed process leaves both; a power cut leaves what is on the disk, and of
 * each write that was not synced the sectors that chance has it. A sync that fails leaves its writes in memory as if they were on the disk,
 * as Linux does: a later one does nothing for them.
 */
final class Platter {
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
        int room = full ? Math.max(0, Math.min(wanted, inode.bytes().length - at)) : wanted;
        boolean fails = writesToFail > 0;
        if (fails) {
            writesToFail--;
            room = dice.nextInt(room + 1);
        }
        byte[] taken = room == wanted ? bytes : Arrays.copyOf(bytes, room);
        if (room > 0) inode.write(at, taken);
        if (fails) throw inputOutputError();
        failIfFull(wanted - room);
    }

    void force(Inode inode) throws IOException {
        try {
            failForce();
        } catch (IOException failure) {
            inode.failForce(sectors());
            throw failure;
        }
        inode.force();
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

    /** Which of the sectors that were not synced are on the disk: none, all, a beginning, any. */
    private BooleanSupplier sectors() {
        return switch (dice.nextInt(4)) {
            case 0 -> () -> false;
            case 1 -> () -> true;
            case 2 -> beginning();
            default -> dice::nextBoolean;
        };
    }

    private BooleanSupplier beginning() {
        boolean[] goesOn = {true};
        return () -> goesOn[0] &= dice.nextInt(8) > 0;
    }

    /** What the system had in memory is gone. */
    void powerCut() {
        int kept = dice.nextInt(unsyncedNames.size() + 1);
        unsyncedNames.subList(0, kept).forEach(Runnable::run);
        unsyncedNames.clear();
        durableNames.replaceAll((name, inode) -> inode.afterPowerCut(sectors()));
        names.clear();
        names.putAll(durableNames);
    }

    /** The durable bytes, each file by its name; to be put on another platter. */
    Platter image() {
        Platter image = new Platter(clock, 0);
        durableNames.forEach((name, inode) -> {
            Inode copy = new Inode(inode.durable());
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
        return file(name).bytes().length;
    }

    /** Turns one bit of a file over, on the disk and as it will be read. */
    void flip(String name, int bit) {
        Inode inode = file(name);
        inode.bytes()[bit / 8] ^= (byte) (1 << bit % 8);
        inode.settle();
    }
}
