package io.yizhan.core.gate;

import io.yizhan.core.NumberRange;
import io.yizhan.core.table.Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A set of numbers from 1 on, kept as ranges that ascend and neither overlap nor touch. So what it takes goes with the number of its
 * gaps, not with how wide they are. Immutable.
 *
 * <p>Outside it is written as bounds: {@code from, to, from, to, …}, both included.
 */
public final class NumberRanges {
    public static final NumberRanges NONE = new NumberRanges(new long[0]);

    private final long[] bounds;

    private NumberRanges(long[] bounds) {
        this.bounds = bounds;
    }

    /** Of numbers in any order, which may repeat. */
    public static NumberRanges of(long... numbers) {
        long[] ascending = numbers;
        for (int i = 1; i < numbers.length; i++) {
            if (numbers[i - 1] <= numbers[i]) continue;
            ascending = numbers.clone();
            Arrays.sort(ascending);
            break;
        }
        Collecting collecting = new Collecting(2);
        for (long number : ascending) collecting.add(number, number);
        return collecting.done();
    }

    /** Of ranges in any order, which may overlap. */
    public static NumberRanges ofBounds(long... bounds) {
        Collecting collecting = new Collecting(bounds.length);
        int i = 0;
        while (i < bounds.length && collecting.ascends(bounds[i])) {
            collecting.add(bounds[i], bounds[i + 1]);
            i += 2;
        }
        NumberRanges ranges = collecting.done();
        for (; i < bounds.length; i += 2) ranges = ranges.plus(new NumberRanges(new long[] {bounds[i], bounds[i + 1]}));
        return ranges;
    }

    /** A new array. */
    public long[] bounds() {
        return bounds.clone();
    }

    public boolean isEmpty() {
        return bounds.length == 0;
    }

    boolean contains(long number) {
        int low = 0;
        int high = bounds.length / 2 - 1;
        // What is new is above all that was there, most of the time.
        if (high < 0 || number > bounds[2 * high + 1]) return false;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bounds[2 * middle + 1] < number) low = middle + 1;
            else high = middle;
        }
        return bounds[2 * low] <= number;
    }

    /** The highest number with none missing below it; 0 where 1 is missing. */
    long through() {
        return !isEmpty() && bounds[0] == 1 ? bounds[1] : 0;
    }

    /** 0 where there is none. */
    long highest() {
        return isEmpty() ? 0 : bounds[bounds.length - 1];
    }

    /** How many stretches of numbers are missing below the highest. */
    int gapCount() {
        return bounds.length / 2 - (through() > 0 ? 1 : 0);
    }

    /** The first of what is missing below the highest. */
    List<NumberRange> gaps(int limit) {
        int count = Math.min(limit, gapCount());
        if (count == 0) return List.of();
        List<NumberRange> gaps = new ArrayList<>(count);
        long after = through();
        for (int i = after > 0 ? 2 : 0; gaps.size() < count; i += 2) {
            gaps.add(new NumberRange(after + 1, bounds[i] - 1));
            after = bounds[i + 1];
        }
        return gaps;
    }

    /** These and those. */
    public NumberRanges plus(NumberRanges those) {
        if (those.isEmpty()) return this;
        if (isEmpty()) return those;
        Collecting collecting = new Collecting(bounds.length + those.bounds.length);
        int i = 0;
        int j = 0;
        while (i < bounds.length || j < those.bounds.length) {
            boolean mine = j == those.bounds.length || (i < bounds.length && bounds[i] <= those.bounds[j]);
            if (mine) {
                collecting.add(bounds[i], bounds[i + 1]);
                i += 2;
            } else {
                collecting.add(those.bounds[j], those.bounds[j + 1]);
                j += 2;
            }
        }
        return collecting.done();
    }

    /** These without those. */
    NumberRanges minus(NumberRanges those) {
        if (isEmpty() || those.isEmpty()) return this;
        Collecting collecting = new Collecting(bounds.length);
        int first = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            long from = bounds[i];
            long to = bounds[i + 1];
            while (first < those.bounds.length && those.bounds[first + 1] < from) first += 2;
            for (int j = first; from <= to; j += 2) {
                boolean last = j == those.bounds.length || those.bounds[j] > to;
                if (last || from < those.bounds[j]) collecting.add(from, last ? to : those.bounds[j] - 1);
                if (last || those.bounds[j + 1] >= to) break;
                from = those.bounds[j + 1] + 1;
            }
        }
        return collecting.done();
    }

    /** Those that are not above this. */
    NumberRanges upTo(long max) {
        if (highest() <= max) return this;
        Collecting collecting = new Collecting(bounds.length);
        for (int i = 0; i < bounds.length && bounds[i] <= max; i += 2)
            collecting.add(bounds[i], Math.min(bounds[i + 1], max));
        return collecting.done();
    }

    long hash() {
        long hash = bounds.length;
        for (long bound : bounds) hash = Hash.of(hash) + bound;
        return hash;
    }

    @Override
    public String toString() {
        return Arrays.toString(bounds);
    }

    /** Takes ranges that begin in ascending order. */
    private static final class Collecting {
        private long[] bounds;
        private int length;

        Collecting(int lengthExpected) {
            bounds = new long[lengthExpected];
        }

        boolean ascends(long from) {
            return length == 0 || bounds[length - 2] <= from;
        }

        void add(long from, long to) {
            if (length > 0 && from - 1 <= bounds[length - 1]) {
                bounds[length - 1] = Math.max(bounds[length - 1], to);
                return;
            }
            if (length == bounds.length) bounds = Arrays.copyOf(bounds, Math.max(8, 2 * length));
            bounds[length++] = from;
            bounds[length++] = to;
        }

        NumberRanges done() {
            if (length == 0) return NONE;
            return new NumberRanges(length == bounds.length ? bounds : Arrays.copyOf(bounds, length));
        }
    }
}
