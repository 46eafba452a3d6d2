package io.yizhan.core;

/** The two lists of each member that run through the rows of {@link ReservationTable}: all in the books, newest first, and the active ones. */
final class MemberLists {
    private static final int NONE = -1;

    private MemberLists() {}

    /** Rows come in the order of their ids, except while books are restored. */
    static void remember(ReservationTable table, MemberTable members, int row, int member) {
        int newer = NONE;
        int older = members.newest(member);
        while (older != NONE && table.id(older) > table.id(row)) {
            newer = older;
            older = table.older(older);
        }
        table.older(row, older);
        table.newer(row, newer);
        if (older != NONE) table.newer(older, row);
        if (newer != NONE) table.older(newer, row);
        else members.newest(member, row);
        members.remembered(member, members.remembered(member) + 1);
    }

    static void activate(ReservationTable table, MemberTable members, int row, int member) {
        int first = members.firstActive(member);
        table.nextActive(row, first);
        table.previousActive(row, NONE);
        if (first != NONE) table.previousActive(first, row);
        members.firstActive(member, row);
        members.active(member, members.active(member) + 1);
    }

    static void deactivate(ReservationTable table, MemberTable members, int row) {
        int member = table.member(row);
        int next = table.nextActive(row);
        int previous = table.previousActive(row);
        if (previous == NONE) members.firstActive(member, next);
        else table.nextActive(previous, next);
        if (next != NONE) table.previousActive(next, previous);
        members.active(member, members.active(member) - 1);
    }

    static void forget(ReservationTable table, MemberTable members, int row) {
        int member = table.member(row);
        int older = table.older(row);
        int newer = table.newer(row);
        if (newer == NONE) members.newest(member, older);
        else table.older(newer, older);
        if (older != NONE) table.newer(older, newer);
        int left = members.remembered(member) - 1;
        members.remembered(member, left);
        if (left == 0) members.remove(member);
    }
}
