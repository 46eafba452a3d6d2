package io.yizhan.core.draw;

import java.util.Arrays;

/**
 * The order of one draw, found in slices and gone through from its first place on. Follows from what the books have, so it is kept by nobody and
 * found anew after a start. One thread.
 */
public final class DrawnOrder {
    private final Draw draw;
    private final DrawKeys keys;
    private final int[] numbers;
    private final byte[] values;
    private int computed;
    private int rank;
    private boolean sorted;

    public DrawnOrder(Draw draw) {
        this.draw = draw;
        keys = new DrawKeys(draw.seed(), draw.terms().drawId());
        numbers = new int[draw.lines()];
        int at = 0;
        for (int number = 1; number <= draw.entries().count(); number++)
            if (!draw.withdrawn(number)) numbers[at++] = number;
        if (at != numbers.length)
            throw new IllegalStateException("of slot " + draw.slotKey() + " " + numbers.length
                    + " entries were fixed, and " + at + " are known");
        values = new byte[numbers.length * Sha256.BYTES];
    }

    public Draw draw() {
        return draw;
    }

    /** Finds so many keys more; whether the order is known by now. */
    public boolean known(int more) {
        for (int end = Math.min(numbers.length, computed + more); computed < end; computed++) {
            int number = numbers[computed];
            keys.write(number, draw.entries().weight(number), values, computed * Sha256.BYTES);
        }
        if (computed < numbers.length) return false;
        if (!sorted) sort();
        return true;
    }

    private void sort() {
        Integer[] by = new Integer[numbers.length];
        Arrays.setAll(by, i -> i);
        Arrays.sort(
                by,
                (a, b) -> Arrays.compareUnsigned(
                        values,
                        a * Sha256.BYTES,
                        (a + 1) * Sha256.BYTES,
                        values,
                        b * Sha256.BYTES,
                        (b + 1) * Sha256.BYTES));
        int[] former = numbers.clone();
        for (int i = 0; i < by.length; i++) numbers[i] = former[by[i]];
        sorted = true;
    }

    /** The number in the next place; 0 behind the last. */
    public int next() {
        if (rank == numbers.length) return 0;
        return numbers[rank++];
    }

    /** The place that {@link #next} was about: 1 for the first. */
    public int rank() {
        return rank;
    }

    /** By which the number was entered that {@link #next} has said. */
    public long reservation() {
        return draw.entries().reservation(numbers[rank - 1]);
    }
}
