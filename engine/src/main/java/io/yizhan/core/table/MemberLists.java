package io.yizhan.core.table;

/** The two lists of each member that run through the cells of {@link ReservationTable}: all in the books, newest first, and the active ones. */
public final class MemberLists {
    private static final int NONE = -1;

    private MemberLists() {}

    /** Cells come in the order of their ids, except while books are restored. */
    public static void remember(ReservationTable table, MemberTable members, int cell, int member) {
        int newer = NONE;
        int older = members.newest(member);
        while (older != NONE && table.id(older) > table.id(cell)) {
            newer = older;
            older = table.older(older);
        }
        table.older(cell, older);
        table.newer(cell, newer);
        if (older != NONE) table.newer(older, cell);
        if (newer != NONE) table.older(newer, cell);
        else members.newest(member, cell);
        members.remembered(member, members.remembered(member) + 1);
    }

    public static void activate(ReservationTable table, MemberTable members, int cell, int member) {
        int first = members.firstActive(member);
        table.nextActive(cell, first);
        table.previousActive(cell, NONE);
        if (first != NONE) table.previousActive(first, cell);
        members.firstActive(member, cell);
        members.active(member, members.active(member) + 1);
    }

    public static void deactivate(ReservationTable table, MemberTable members, int cell) {
        int member = table.member(cell);
        int next = table.nextActive(cell);
        int previous = table.previousActive(cell);
        if (previous == NONE) members.firstActive(member, next);
        else table.nextActive(previous, next);
        if (next != NONE) table.previousActive(next, previous);
        members.active(member, members.active(member) - 1);
    }

    public static void forget(ReservationTable table, MemberTable members, int cell) {
        int member = table.member(cell);
        int older = table.older(cell);
        int newer = table.newer(cell);
        if (newer == NONE) members.newest(member, older);
        else table.older(newer, older);
        if (older != NONE) table.newer(older, newer);
        int left = members.remembered(member) - 1;
        members.remembered(member, left);
        if (left == 0) members.remove(member);
    }
}
