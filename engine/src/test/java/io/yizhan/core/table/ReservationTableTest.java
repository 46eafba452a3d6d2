package io.yizhan.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.core.ReservationState;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ReservationTableTest {
    private static final long L = Long.MAX_VALUE;
    private static final int I = Integer.MAX_VALUE;

    private final ReservationTable table = new ReservationTable();

    private int add(long id, long keyHi, long keyLo, long... slots) {
        int[] endsMin = new int[slots.length];
        Arrays.fill(endsMin, 60);
        return table.add(id, keyHi, keyLo, slots, 2, 1_000, 0, endsMin, new int[slots.length]);
    }

    /** Each as large as it may be, and no two alike, so that one that lies over another shows. */
    @Test
    void tellsEachFieldAsItWasSet() {
        int[] endsMin = {I - 9, I - 2, I - 10, I};
        int[] localDays = {0xfffe, 0xfffc, 0xffff, 0};
        long[] keys = {L - 4, L - 5, L - 6};
        int cell = table.add(L - 1, L - 2, L - 3, keys, 31, L / 2, I - 1, endsMin, localDays);
        table.state(cell, ReservationState.NO_SHOW, L - 7);
        table.strike(cell, true);
        table.member(cell, I - 3);
        table.older(cell, I - 4);
        table.newer(cell, I - 5);
        table.nextActive(cell, I - 6);
        table.previousActive(cell, I - 7);
        table.terms(cell, 0x85, 0xffff, I - 8, true);
        table.timers().set(cell, 5_000);

        assertThat(table.id(cell)).isEqualTo(L - 1);
        assertThat(table.keyHi(cell)).isEqualTo(L - 2);
        assertThat(table.keyLo(cell)).isEqualTo(L - 3);
        assertThat(table.slots(cell)).containsExactly(L - 4, L - 5, L - 6);
        assertThat(table.slotCount(cell)).isEqualTo(3);
        assertThat(table.slot(cell, 2)).isEqualTo(L - 6);
        assertThat(table.party(cell)).isEqualTo(31);
        assertThat(table.entered(cell)).isFalse();
        assertThat(table.lost(cell)).isFalse();
        assertThat(table.createdAtMs(cell)).isEqualTo(L / 2);
        assertThat(table.endedAtMs(cell)).isEqualTo(L - 7);
        assertThat(table.strike(cell)).isTrue();
        assertThat(table.waited(cell)).isFalse();
        assertThat(table.holdMs(cell)).isEqualTo(I - 1);
        assertThat(table.holdExpiresAtMs(cell)).isEqualTo(L / 2 + I - 1);
        assertThat(table.endMin(cell)).isEqualTo(I - 2);
        assertThat(table.slotEndMin(cell, 0)).isEqualTo(I - 9);
        assertThat(table.slotEndMin(cell, 2)).isEqualTo(I - 10);
        assertThat(table.endsAtMs(cell)).isEqualTo((I - 2) * 60_000L);
        assertThat(table.state(cell)).isEqualTo(ReservationState.NO_SHOW);
        assertThat(table.member(cell)).isEqualTo(I - 3);
        assertThat(table.older(cell)).isEqualTo(I - 4);
        assertThat(table.newer(cell)).isEqualTo(I - 5);
        assertThat(table.nextActive(cell)).isEqualTo(I - 6);
        assertThat(table.previousActive(cell)).isEqualTo(I - 7);
        assertThat(table.localDay(cell, 0)).isEqualTo(0xfffe);
        assertThat(table.localDay(cell, 2)).isEqualTo(0xffff);
        assertThat(table.exclusiveSlots(cell)).isEqualTo(0x85);
        assertThat(table.stationNo(cell)).isEqualTo(0xffff);
        assertThat(table.cancelClosesMin(cell)).isEqualTo(I - 8);
        assertThat(table.byHost(cell)).isTrue();
        table.terms(cell, 0, 1, 0, false);
        assertThat(table.byHost(cell)).isFalse();
        assertThat(table.slotCount(cell)).isEqualTo(3);
    }

    /** Both share a byte with the party. */
    @Test
    void knowsWhatEnteredADrawAndLostItWhateverItsParty() {
        for (int party : new int[] {1, 20, 31}) {
            int cell = table.add(party, 1, 2, new long[] {3}, party, 4, 5, new int[] {6}, new int[] {0});
            table.entered(cell, true);
            table.lost(cell, true);
            assertThat(table.party(cell)).isEqualTo(party);
            assertThat(table.entered(cell)).isTrue();
            assertThat(table.lost(cell)).isTrue();
            table.entered(cell, false);
            assertThat(table.lost(cell)).isTrue();
            assertThat(table.party(cell)).isEqualTo(party);
        }
        assertThatThrownBy(() -> table.add(9, 1, 2, new long[] {3}, 32, 4, 5, new int[] {6}, new int[] {0}))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void hasNoExpiryWhereItWasNoHold() {
        assertThat(table.holdExpiresAtMs(add(1, 0, 0, 5))).isZero();
    }

    @Test
    void takesOnePlaceOfASlotThatIsExclusiveAndThePartyOfAnother() {
        int cell = add(1, 0, 0, 5, 6);
        table.terms(cell, 0b10, 1, 0, false);
        assertThat(table.places(cell, 0)).isEqualTo(2);
        assertThat(table.places(cell, 1)).isEqualTo(1);
    }

    @Test
    void refusesAStationThatTwoBytesDoNotHold() {
        int cell = add(1, 0, 0, 5);
        assertThatThrownBy(() -> table.terms(cell, 0, 0x10000, 0, false)).hasMessageContaining("65536");
        assertThatThrownBy(() -> table.terms(cell, 0, -1, 0, false)).hasMessageContaining("-1");
    }

    @Test
    void findsTheNewestOfAKeyByBothHalves() {
        int first = add(1, 7, 9, 5);
        int second = add(2, 7, 9, 5);
        int other = add(3, 8, 9, 5);
        assertThat(table.findByKey(7, 9)).isEqualTo(second);
        assertThat(table.findByKey(8, 9)).isEqualTo(other);
        assertThat(table.findByKey(9, 9)).isNegative();
        table.remove(second);
        assertThat(table.findByKey(7, 9)).isEqualTo(first);
    }

    @Test
    void hasOneOfEachId() {
        add(1, 0, 1, 5);
        assertThatThrownBy(() -> add(1, 0, 2, 5)).hasMessageContaining("two reservations of the id 1");
    }

    @Test
    void usesACellAgainWithoutTheSlotsThatItHad() {
        int cell = add(1, 0, 1, 5, 6, 7);
        table.remove(cell);
        assertThat(table.id(cell)).isZero();
        assertThat(table.find(1)).isNegative();
        assertThat(table.size()).isZero();
        assertThat(add(2, 0, 2, 8)).isEqualTo(cell);
        assertThat(table.slots(cell)).containsExactly(8);
        assertThatThrownBy(() -> table.slot(cell, 1)).hasMessageContaining("one slot");
        assertThat(table.cellEnd()).isEqualTo(1);
    }

    @Test
    void waitsForNothingOnceItIsRemoved() {
        int cell = add(1, 0, 1, 5);
        table.timers().set(cell, 2_000);
        table.remove(cell);
        boolean more = table.timers().poll(10_000, 0, new TimerWheel.Due() {
            @Override
            public long dueMs(int due) {
                return 2_000;
            }

            @Override
            public void due(int due) {}
        });
        assertThat(more).isFalse();
    }
}
