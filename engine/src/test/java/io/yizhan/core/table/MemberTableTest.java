package io.yizhan.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class MemberTableTest {
    private final MemberTable members = new MemberTable();

    @Test
    void addsAMemberOnceAndWithNothing() {
        addOnceAndWithNothing();
    }

    private void addOnceAndWithNothing() {
        int cell = members.findOrAdd("m");
        assertThat(members.findOrAdd("m")).isEqualTo(cell);
        assertThat(members.find("m")).isEqualTo(cell);
        assertThat(members.find("n")).isNegative();
        assertThat(members.size()).isEqualTo(1);
        assertThat(members.subjectOf(cell)).isEqualTo("m");
        assertThat(members.newest(cell)).isEqualTo(MemberTable.NONE);
        assertThat(members.firstActive(cell)).isEqualTo(MemberTable.NONE);
        assertThat(members.active(cell)).isZero();
        assertThat(members.remembered(cell)).isZero();
    }

    @Test
    void tellsEachFieldAsItWasSet() {
        int cell = members.findOrAdd("m");
        members.newest(cell, Integer.MAX_VALUE - 1);
        members.firstActive(cell, Integer.MAX_VALUE - 2);
        members.active(cell, Integer.MAX_VALUE - 3);
        members.remembered(cell, Integer.MAX_VALUE - 4);
        assertThat(members.newest(cell)).isEqualTo(Integer.MAX_VALUE - 1);
        assertThat(members.firstActive(cell)).isEqualTo(Integer.MAX_VALUE - 2);
        assertThat(members.active(cell)).isEqualTo(Integer.MAX_VALUE - 3);
        assertThat(members.remembered(cell)).isEqualTo(Integer.MAX_VALUE - 4);
        assertThat(members.find("m")).isEqualTo(cell);
    }

    @Test
    void partsMembersWhoseNamesHaveOneHash() {
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        int one = members.findOrAdd("Aa");
        int other = members.findOrAdd("BB");
        assertThat(other).isNotEqualTo(one);
        members.remove(one);
        assertThat(members.find("Aa")).isNegative();
        assertThat(members.find("BB")).isEqualTo(other);
    }

    @Test
    void usesACellAgainForSomebodyWithNothing() {
        int cell = members.findOrAdd("m");
        members.firstActive(cell, 3);
        members.active(cell, 4);
        members.remembered(cell, 5);
        members.remove(cell);
        assertThat(members.size()).isZero();
        assertThatThrownBy(() -> members.subjectOf(cell)).hasMessageContaining("no member");
        addOnceAndWithNothing();
        assertThat(members.find("m")).isEqualTo(cell);
    }
}
