package io.yizhan.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.core.SlotKey;
import io.yizhan.core.StoredSlot;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class SlotTableTest {
    private final SlotTable slots = new SlotTable();

    private int open(int venueNo, int startMin, int places) {
        long key = SlotKey.of(venueNo, startMin);
        slots.add(new StoredSlot(
                key, startMin + 60, places, startMin - 600, startMin - 600, false, false, startMin / 1440));
        return slots.find(key);
    }

    private List<Long> ofVenue(int venueNo) {
        List<Long> keys = new ArrayList<>();
        for (int cell = slots.newestOfVenue(venueNo); cell >= 0; cell = slots.nextOfVenue(cell))
            keys.add(slots.key(cell));
        return keys;
    }

    /** Each as large as it may be, so that one that lies over another shows. */
    @Test
    void tellsEachFieldAsItWasOpened() {
        int former = open(2_000, 600, 1);
        long key = SlotKey.of(2_000, Integer.MAX_VALUE);
        slots.add(new StoredSlot(
                key,
                Integer.MAX_VALUE - 1,
                Integer.MAX_VALUE - 2,
                Integer.MAX_VALUE - 3,
                Integer.MAX_VALUE - 4,
                true,
                true,
                0xffff));
        int cell = slots.find(key);
        slots.takenByHost(cell, Integer.MAX_VALUE - 5);
        assertThat(slots.used(cell)).isTrue();
        assertThat(slots.key(cell)).isEqualTo(key);
        assertThat(slots.startMs(cell)).isEqualTo(Integer.MAX_VALUE * 60_000L);
        assertThat(slots.endMin(cell)).isEqualTo(Integer.MAX_VALUE - 1);
        assertThat(slots.endMs(cell)).isEqualTo((Integer.MAX_VALUE - 1) * 60_000L);
        assertThat(slots.capacity(cell)).isEqualTo(Integer.MAX_VALUE - 2);
        assertThat(slots.remaining(cell)).isEqualTo(Integer.MAX_VALUE - 2);
        assertThat(slots.releaseMin(cell)).isEqualTo(Integer.MAX_VALUE - 3);
        assertThat(slots.releasesAtMs(cell)).isEqualTo((Integer.MAX_VALUE - 3) * 60_000L);
        assertThat(slots.neighboursMin(cell)).isEqualTo(Integer.MAX_VALUE - 4);
        assertThat(slots.takenByHost(cell)).isEqualTo(Integer.MAX_VALUE - 5);
        assertThat(slots.closed(cell)).isTrue();
        assertThat(slots.exclusive(cell)).isTrue();
        assertThat(slots.localDay(cell)).isEqualTo(0xffff);
        assertThat(slots.nextOfVenue(cell)).isEqualTo(former);
    }

    @Test
    void partsSlotsOfOneMinuteByTheirVenuesAndOfOneVenueByTheirMinutes() {
        int one = open(1, 600, 4);
        int later = open(1, 660, 4);
        int other = open(2, 600, 4);
        assertThat(List.of(one, later, other)).doesNotHaveDuplicates();
        assertThat(slots.find(SlotKey.of(2, 660))).isNegative();
        assertThat(slots.size()).isEqualTo(3);
    }

    @Test
    void takesOnePlaceOfAnExclusiveSlotWhateverTheParty() {
        slots.add(new StoredSlot(SlotKey.of(1, 600), 660, 1, 0, 0, false, true, 0));
        assertThat(slots.places(slots.find(SlotKey.of(1, 600)), 4)).isEqualTo(1);
        assertThat(slots.places(open(2, 600, 9), 4)).isEqualTo(4);
    }

    @Test
    void givesNoPlaceAwayTwiceAndTakesNoneBackThatWasNotTaken() {
        int cell = open(1, 600, 5);
        slots.take(cell, 3);
        assertThat(slots.remaining(cell)).isEqualTo(2);
        assertThatThrownBy(() -> slots.take(cell, 3)).hasMessageContaining("oversold");
        slots.giveBack(cell, 3);
        assertThatThrownBy(() -> slots.giveBack(cell, 1)).hasMessageContaining("more places than there are");
        assertThat(slots.remaining(cell)).as("after both refusals").isEqualTo(5);
    }

    @Test
    void restoresMoreThanThereIs() {
        int cell = open(1, 600, 5);
        slots.restoreTaken(cell, 7);
        assertThat(slots.remaining(cell)).isEqualTo(-2);
    }

    @Test
    void listsAVenuesSlotsNewestFirstHoweverHighItsNumber() {
        open(5_000, 600, 1);
        open(1, 600, 1);
        open(5_000, 660, 1);
        assertThat(ofVenue(5_000)).containsExactly(SlotKey.of(5_000, 660), SlotKey.of(5_000, 600));
        assertThat(ofVenue(1)).containsExactly(SlotKey.of(1, 600));
        assertThat(ofVenue(2)).isEmpty();
        assertThat(ofVenue(9_999)).isEmpty();
    }

    @Test
    void forgetsWhatHasEndedUnlessSomebodyHasAPlaceThere() {
        open(1, 600, 2);
        slots.take(open(1, 660, 2), 1);
        open(1, 720, 2);
        slots.retire(780);
        assertThat(ofVenue(1)).containsExactly(SlotKey.of(1, 720), SlotKey.of(1, 660));
        assertThat(slots.find(SlotKey.of(1, 600))).isNegative();
        slots.giveBack(slots.find(SlotKey.of(1, 660)), 1);
        slots.retire(781);
        assertThat(ofVenue(1)).isEmpty();
        assertThat(slots.size()).isZero();
    }

    @Test
    void usesCellsAgain() {
        for (int i = 0; i < 10; i++) open(1, i * 60, 1);
        slots.retire(10_000);
        for (int i = 0; i < 10; i++) open(2, 20_000 + i * 60, 1);
        assertThat(slots.cellEnd()).isEqualTo(10);
        assertThat(ofVenue(2)).hasSize(10);
    }

    /** Days are opened and go by; some slots stay, since they are taken. */
    @Test
    void hasWhatAMapHas() {
        SplittableRandom random = new SplittableRandom(3);
        TreeMap<Long, Integer> left = new TreeMap<>();
        for (int day = 0; day < 60; day++) {
            for (int venueNo = 1; venueNo <= 100; venueNo++) {
                for (int hour = 8; hour < 22; hour++) {
                    int cell = open(venueNo, day * 1440 + hour * 60, 4);
                    int taken = random.nextInt(20) == 0 ? 1 + random.nextInt(4) : 0;
                    slots.take(cell, taken);
                    left.put(slots.key(cell), 4 - taken);
                }
            }
            int endedBeforeMin = (day - 3) * 1440;
            slots.retire(endedBeforeMin);
            left.entrySet().removeIf(it -> SlotKey.startMin(it.getKey()) + 60 < endedBeforeMin && it.getValue() == 4);
            assertThat(slots.size()).isEqualTo(left.size());
        }
        left.forEach(
                (key, places) -> assertThat(slots.remaining(slots.find(key))).isEqualTo(places));
        int listed = 0;
        for (int venueNo = 1; venueNo <= 100; venueNo++)
            listed += ofVenue(venueNo).size();
        assertThat(listed).isEqualTo(left.size());
    }
}
