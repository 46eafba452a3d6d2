package io.yizhan.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.EquipmentMark;
import io.yizhan.feed.StationFeed.OutOfOrder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which machines operators have said something of, and when. */
class OutOfOrderTest {
    private static final EquipmentMark BELT = new EquipmentMark(1, 5, "belt");

    @Test
    void tellsOnlyThoseWhoseMarkHasChanged() {
        OutOfOrder one = OutOfOrder.NONE.followedBy(Map.of("a", BELT), 7);
        OutOfOrder both = one.followedBy(Map.of("a", BELT, "b", BELT), 9);
        OutOfOrder other = both.followedBy(Map.of("b", BELT), 11);

        assertThat(one.hasChangedAfter("a", 6)).isTrue();
        assertThat(one.hasChangedAfter("a", 7)).isFalse();
        assertThat(both.hasChangedAfter("a", 7)).isFalse();
        assertThat(both.hasChangedAfter("b", 8)).isTrue();
        assertThat(other.hasChangedAfter("a", 10)).as("it is in order again").isTrue();
        assertThat(other.hasChangedAfter("b", 9)).isFalse();
        assertThat(other.hasChangedAfter("c", 0)).isFalse();
        assertThat(other.byMachine()).containsOnlyKeys("b");
    }

    @Test
    void anotherReasonIsAChange() {
        OutOfOrder marked = OutOfOrder.NONE
                .followedBy(Map.of("a", BELT), 7)
                .followedBy(Map.of("a", new EquipmentMark(1, 5, "motor")), 8);

        assertThat(marked.hasChangedAfter("a", 7)).isTrue();
    }
}
