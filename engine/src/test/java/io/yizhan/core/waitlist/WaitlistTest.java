package io.yizhan.core.waitlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WaitlistTest {
    private final Waitlist waitlist = new Waitlist();

    @Test
    void tellsEverybodysPosition() {
        for (long id = 10; id < 15; id++) waitlist.add(id, 1);
        assertThat(waitlist.position(10)).isEqualTo(1);
        assertThat(waitlist.position(14)).isEqualTo(5);
        assertThat(waitlist.remove(11)).isTrue();
        assertThat(waitlist.remove(11)).isFalse();
        assertThat(waitlist.position(14)).isEqualTo(4);
        assertThat(waitlist.position(11)).isZero();
        assertThat(waitlist.position(99)).isZero();
        assertThat(waitlist.size()).isEqualTo(4);
    }

    @Test
    void passesOverWhoeverNeedsMorePlaces() {
        waitlist.add(1, 4);
        waitlist.add(2, 2);
        waitlist.add(3, 1);
        assertThat(waitlist.next(0, 1)).isEqualTo(3);
        assertThat(waitlist.next(0, 2)).isEqualTo(2);
        assertThat(waitlist.next(2, 2)).isEqualTo(3);
        assertThat(waitlist.next(0, 100)).isEqualTo(1);
        assertThat(waitlist.next(3, 100)).isZero();
        assertThat(waitlist.next(0, 0)).isZero();
    }

    @Test
    void takesThoseWhoAreRestoredInAnyOrder() {
        for (long id : new long[] {5, 9, 7, 1}) waitlist.add(id, 1);
        assertThat(waitlist.position(1)).isEqualTo(1);
        assertThat(waitlist.position(7)).isEqualTo(3);
        assertThat(waitlist.next(5, 1)).isEqualTo(7);
    }

    @Test
    void agreesWithASimpleListOverThousandsOfChanges() {
        for (long seed = 0; seed < 20; seed++) {
            var random = new SplittableRandom(seed);
            Waitlist fast = new Waitlist();
            Map<Long, Integer> simple = new TreeMap<>();
            for (long step = 1; step < 1_500; step++) {
                if (random.nextInt(5) < 2 + (step < 700 ? 1 : -1) || simple.isEmpty()) {
                    int needed = 1 + random.nextInt(20);
                    fast.add(step, needed);
                    simple.put(step, needed);
                } else if (random.nextBoolean()) {
                    List<Long> all = new ArrayList<>(simple.keySet());
                    long gone = all.get(random.nextInt(1 + random.nextInt(all.size())));
                    assertThat(fast.remove(gone)).isTrue();
                    simple.remove(gone);
                }
                long after = random.nextLong(step + 1);
                int placesMax = random.nextInt(22);
                long first = simple.entrySet().stream()
                        .filter(it -> it.getKey() > after && it.getValue() <= placesMax)
                        .mapToLong(Map.Entry::getKey)
                        .findFirst()
                        .orElse(0);
                assertThat(fast.next(after, placesMax)).isEqualTo(first);
                assertThat(fast.size()).isEqualTo(simple.size());
                int position = new ArrayList<>(simple.keySet()).indexOf(after) + 1;
                assertThat(fast.position(after)).isEqualTo(position);
            }
        }
    }
}
