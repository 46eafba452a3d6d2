package io.yizhan.catalogue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The device that opens a gate and reports who passed in a protocol of its own. It has no token: it is known by its serial number, which
 * is no secret, and by where it comes from.
 *
 * @param serial unique in the city among controllers of its kind
 * @param addresses from where it may come; none for nowhere, but in development from this machine
 * @param direction which way all of its doors lead; null where it says so itself, event by event
 * @param doors by its own numbers for them, those that count and which way each leads; empty where all count
 */
public record Controller(
        Kind kind,
        String serial,
        List<Network> addresses,
        @Nullable Direction direction,
        Map<Integer, Direction> doors) {
    public static final int SERIAL_CHARS_MAX = 32;

    /** What it speaks. */
    public enum Kind {
        /** Push over HTTP, of attendance terminals and of access panels. */
        ZKTECO,
        /** UDP, of boards for readers of Wiegand. */
        UHPPOTE
    }

    /** Into the station, or out of it. */
    public enum Direction {
        IN,
        OUT
    }

    /**
     * Which way somebody went. What the catalogue says goes before what the device says: many are wired to one side and always say the same.
     *
     * @param said by the device; null for nothing
     * @return null where that is not known, or the door does not count
     */
    public @Nullable Direction directionOf(int door, @Nullable Direction said) {
        if (!doors.isEmpty()) return doors.get(door);
        return direction != null ? direction : said;
    }

    /** Whether it may come from this address, given as text. */
    public boolean mayComeFrom(String address) {
        for (Network network : addresses) if (network.contains(address)) return true;
        return false;
    }
}
