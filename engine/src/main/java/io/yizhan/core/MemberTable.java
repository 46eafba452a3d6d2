package io.yizhan.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Members who have reservations in the books, one row each: the heads of the lists of their reservations, whose links are columns of
 * {@link ReservationTable}. A member without any leaves the table.
 */
final class MemberTable {
    static final int NONE = -1;

    @Nullable
    String[] subject = new String[1024];

    int[] newest = new int[1024];
    int[] firstActive = new int[1024];
    int[] active = new int[1024];
    int[] remembered = new int[1024];
    private final RowIndex bySubject = new RowIndex(1024) {
        @Override
        long key(int row) {
            return subjectOf(row).hashCode();
        }
    };
    private int end;
    private int free = NONE;
    private int size;

    int size() {
        return size;
    }

    /** Negative where this member has no reservation in the books. */
    int find(String member) {
        long wanted = member.hashCode();
        int row;
        for (int at = bySubject.start(wanted); (row = bySubject.rowAt(at)) >= 0; at = bySubject.after(at)) {
            if (member.equals(subject[row])) return row;
        }
        return NONE;
    }

    int findOrAdd(String member) {
        int known = find(member);
        if (known >= 0) return known;
        int row = free;
        if (row == NONE) {
            if (end == subject.length) grow(end + (end >> 1));
            row = end++;
        } else {
            free = newest[row];
        }
        subject[row] = member;
        newest[row] = NONE;
        firstActive[row] = NONE;
        active[row] = 0;
        remembered[row] = 0;
        bySubject.add(row);
        size++;
        return row;
    }

    void remove(int row) {
        bySubject.remove(row);
        subject[row] = null;
        newest[row] = free;
        free = row;
        size--;
    }

    String subjectOf(int row) {
        String member = subject[row];
        if (member == null) throw new IllegalStateException("no member in row " + row);
        return member;
    }

    private void grow(int rows) {
        subject = Arrays.copyOf(subject, rows);
        newest = Arrays.copyOf(newest, rows);
        firstActive = Arrays.copyOf(firstActive, rows);
        active = Arrays.copyOf(active, rows);
        remembered = Arrays.copyOf(remembered, rows);
    }
}
