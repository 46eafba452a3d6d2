package io.yizhan.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class MemberListsTest {
    private final ReservationTable table = new ReservationTable();
    private final MemberTable members = new MemberTable();

    /** Enters an active one. */
    private void enter(String subject, long id) {
        int cell = table.add(id, 0, id, new long[] {1}, 1, 0, 0, new int[] {1}, new int[1]);
        int member = members.findOrAdd(subject);
        table.member(cell, member);
        MemberLists.remember(table, members, cell, member);
        MemberLists.activate(table, members, cell, member);
    }

    private void end(long id) {
        MemberLists.deactivate(table, members, table.find(id));
    }

    private void forget(long id) {
        int cell = table.find(id);
        MemberLists.forget(table, members, cell);
        table.remove(cell);
    }

    private List<Long> remembered(String subject) {
        List<Long> ids = new ArrayList<>();
        int member = members.find(subject);
        int newer = ReservationTable.NONE;
        for (int cell = members.newest(member); cell >= 0; cell = table.older(cell)) {
            assertThat(table.newer(cell)).isEqualTo(newer);
            newer = cell;
            ids.add(table.id(cell));
        }
        assertThat(members.remembered(member)).isEqualTo(ids.size());
        return ids;
    }

    private List<Long> active(String subject) {
        List<Long> ids = new ArrayList<>();
        int member = members.find(subject);
        int previous = ReservationTable.NONE;
        for (int cell = members.firstActive(member); cell >= 0; cell = table.nextActive(cell)) {
            assertThat(table.previousActive(cell)).isEqualTo(previous);
            previous = cell;
            ids.add(table.id(cell));
        }
        assertThat(members.active(member)).isEqualTo(ids.size());
        return ids;
    }

    @Test
    void keepsEachMembersReservationsNewestFirst() {
        enter("m", 1);
        enter("n", 2);
        enter("m", 3);
        assertThat(remembered("m")).containsExactly(3L, 1L);
        assertThat(remembered("n")).containsExactly(2L);
    }

    @Test
    void keepsThemNewestFirstInWhateverOrderTheyAreRestored() {
        enter("m", 5);
        enter("m", 9);
        enter("m", 1);
        enter("m", 7);
        assertThat(remembered("m")).containsExactly(9L, 7L, 5L, 1L);
    }

    @Test
    void remembersWhatIsNoLongerActive() {
        for (long id = 1; id <= 4; id++) enter("m", id);
        end(2);
        assertThat(active("m")).containsExactly(4L, 3L, 1L);
        end(4);
        end(1);
        assertThat(active("m")).containsExactly(3L);
        assertThat(remembered("m")).containsExactly(4L, 3L, 2L, 1L);
    }

    @Test
    void forgetsAMemberWithTheLastReservation() {
        enter("m", 1);
        enter("m", 2);
        end(1);
        end(2);
        forget(2);
        assertThat(remembered("m")).containsExactly(1L);
        forget(1);
        assertThat(members.find("m")).isNegative();
    }

    /** Members come and go; their cells and those of their reservations are used again. */
    @Test
    void hasWhatSetsHave() {
        SplittableRandom random = new SplittableRandom(17);
        TreeMap<Long, String> owners = new TreeMap<>();
        TreeSet<Long> live = new TreeSet<>();
        for (long id = 1; id <= 20_000; id++) {
            String subject = "m" + random.nextInt(30);
            enter(subject, id);
            owners.put(id, subject);
            live.add(id);
            for (int i = random.nextInt(4); i > 0; i--) {
                Long some = owners.ceilingKey(random.nextLong(id) + 1);
                if (some == null) continue;
                String owner = Objects.requireNonNull(owners.get(some));
                if (live.remove(some)) {
                    end(some);
                } else {
                    forget(some);
                    owners.remove(some);
                }
                if (owners.containsValue(owner) && random.nextInt(50) == 0) check(owner, owners, live);
            }
        }
        assertThat(table.size()).isEqualTo(owners.size());
        assertThat(members.size()).isEqualTo(new TreeSet<>(owners.values()).size());
        for (String owner : new TreeSet<>(owners.values())) check(owner, owners, live);
    }

    private void check(String subject, NavigableMap<Long, String> owners, Set<Long> live) {
        List<Long> own = new ArrayList<>();
        owners.descendingMap().forEach((id, owner) -> {
            if (owner.equals(subject)) own.add(id);
        });
        assertThat(remembered(subject)).isEqualTo(own);
        assertThat(active(subject))
                .containsExactlyInAnyOrderElementsOf(
                        own.stream().filter(live::contains).toList());
    }
}
