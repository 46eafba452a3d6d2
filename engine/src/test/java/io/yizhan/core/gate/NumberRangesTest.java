package io.yizhan.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.NumberRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NumberRangesTest {
    private static final long MAX = Long.MAX_VALUE;

    @Test
    void joinsWhatTouches() {
        assertThat(NumberRanges.of(5, 1, 2, 9, 3, 2).bounds()).containsExactly(1, 3, 5, 5, 9, 9);
        assertThat(NumberRanges.of(1, 2).plus(NumberRanges.of(3)).bounds()).containsExactly(1, 3);
        assertThat(NumberRanges.of(3).plus(NumberRanges.of(1, 2)).bounds()).containsExactly(1, 3);
        assertThat(NumberRanges.of(MAX).plus(NumberRanges.of(MAX - 1)).bounds()).containsExactly(MAX - 1, MAX);
        assertThat(NumberRanges.ofBounds(7, 9, 1, 3, 2, 5, 6, 6).bounds()).containsExactly(1, 9);
        assertThat(NumberRanges.ofBounds(1, MAX, 5, 6)
                        .plus(NumberRanges.of(MAX))
                        .bounds())
                .containsExactly(1, MAX);
        assertThat(NumberRanges.ofBounds(1, MAX)
                        .minus(NumberRanges.of(1, 7, MAX))
                        .bounds())
                .containsExactly(2, 6, 8, MAX - 1);
    }

    @Test
    void isWhatASetOfNumbersIs() {
        Random random = new Random(5);
        for (int round = 0; round < 3_000; round++) {
            int end = 1 + random.nextInt(60);
            SortedSet<Long> one = some(random, end);
            SortedSet<Long> other = some(random, end);
            NumberRanges mine = ranges(one, random);
            NumberRanges those = ranges(other, random);
            TreeSet<Long> sum = new TreeSet<>(one);
            sum.addAll(other);
            TreeSet<Long> rest = new TreeSet<>(one);
            rest.removeAll(other);
            check(mine, one, end);
            check(mine.plus(those), sum, end);
            check(mine.minus(those), rest, end);
            check(mine.upTo(end / 2), new TreeSet<>(one.headSet(end / 2L + 1)), end);
            check(NumberRanges.ofBounds(mine.bounds()), one, end);
        }
    }

    private static SortedSet<Long> some(Random random, int end) {
        TreeSet<Long> some = new TreeSet<>();
        int density = 1 + random.nextInt(9);
        for (long number = 1; number <= end; number++) if (random.nextInt(10) < density) some.add(number);
        return some;
    }

    private static NumberRanges ranges(SortedSet<Long> numbers, Random random) {
        List<Long> shuffled = new ArrayList<>(numbers);
        if (random.nextBoolean()) java.util.Collections.shuffle(shuffled, random);
        return NumberRanges.of(shuffled.stream().mapToLong(it -> it).toArray());
    }

    private static void check(NumberRanges ranges, SortedSet<Long> expected, int end) {
        long through = 0;
        while (expected.contains(through + 1)) through++;
        assertThat(ranges.through()).isEqualTo(through);
        assertThat(ranges.highest()).isEqualTo(expected.isEmpty() ? 0 : expected.last());
        for (long number = 0; number <= end + 1; number++)
            assertThat(ranges.contains(number)).as("%d in %s", number, ranges).isEqualTo(expected.contains(number));
        TreeSet<Long> missing = new TreeSet<>();
        for (long number = 1; number < ranges.highest(); number++) if (!expected.contains(number)) missing.add(number);
        List<NumberRange> gaps = ranges.gaps(1_000);
        assertThat(gaps).hasSize(ranges.gapCount());
        assertThat(ranges.gaps(2)).isEqualTo(gaps.subList(0, Math.min(2, gaps.size())));
        for (NumberRange gap : gaps)
            for (long number = gap.from(); number <= gap.to(); number++)
                assertThat(missing.remove(number)).isTrue();
        assertThat(missing).isEmpty();
        long[] bounds = ranges.bounds();
        for (int i = 1; i < bounds.length; i++)
            assertThat(bounds[i] - bounds[i - 1]).isGreaterThanOrEqualTo(i % 2 == 0 ? 2 : 0);
        TreeSet<Long> same = new TreeSet<>(expected);
        assertThat(ranges.hash())
                .isEqualTo(NumberRanges.of(same.stream().mapToLong(it -> it).toArray())
                        .hash());
    }
}
