package io.yizhan.sim;

/** A slot as the naive books have it. */
final class NaiveSlot {
    final int endMin;
    int capacity;
    final int releaseMin;
    final int neighboursMin;
    final boolean closed;
    final boolean exclusive;
    int taken;
    int takenByHost;

    NaiveSlot(int endMin, int capacity, int releaseMin, int neighboursMin, boolean closed, boolean exclusive) {
        this.endMin = endMin;
        this.capacity = capacity;
        this.releaseMin = releaseMin;
        this.neighboursMin = neighboursMin;
        this.closed = closed;
        this.exclusive = exclusive;
    }
}
