package io.yizhan.bench.peer;

/**
 * A booking to be made: one place of a slot, by a member of its own, under a key of its own.
 *
 * @param number from 0, another for each; member and key follow from it
 * @param slot from 0, see {@link Slots}
 * @param dueNs when it was meant to be sent ({@link System#nanoTime}); latencies begin here
 */
record Booking(long number, int slot, long dueNs) {
    private static final long SCATTER = 0x9E3779B97F4A7C15L;

    String member() {
        return "m-" + number;
    }

    long keyHi() {
        return number * SCATTER;
    }

    long keyLo() {
        return number;
    }

    int venue() {
        return Slots.venue(slot);
    }
}
