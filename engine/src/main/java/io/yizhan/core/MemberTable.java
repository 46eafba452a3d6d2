package io.yizhan.core;

/**
 * Members who have reservations in the books, one row each: the heads of the lists of their reservations, whose links are in the rows of
 * {@link ReservationTable}. A member without any leaves the table.
 */
final class MemberTable {
    static final int NONE = -1;

    private static final int HASH = 0;
    private static final int NEWEST = 4;
    private static final int FIRST_ACTIVE = 8;
    private static final int ACTIVE = 12;
    private static final int REMEMBERED = 16;
    private static final int BYTES = 20;

    private final Rows rows = new Rows(BYTES);
    private final RowObjects<String> subjects = new RowObjects<>();
    private final RowIndex bySubject = new RowIndex(1024) {
        @Override
        long key(int row) {
            return rows.getInt(row, HASH);
        }
    };
    private int free = NONE;
    private int size;

    int size() {
        return size;
    }

    /** The member's newest reservation; {@link #NONE} for none, as with all rows. */
    int newest(int row) {
        return rows.getInt(row, NEWEST);
    }

    void newest(int row, int reservation) {
        rows.setInt(row, NEWEST, reservation);
    }

    int firstActive(int row) {
        return rows.getInt(row, FIRST_ACTIVE);
    }

    void firstActive(int row, int reservation) {
        rows.setInt(row, FIRST_ACTIVE, reservation);
    }

    /** How many of the member's reservations are active. */
    int active(int row) {
        return rows.getInt(row, ACTIVE);
    }

    void active(int row, int count) {
        rows.setInt(row, ACTIVE, count);
    }

    /** How many are in the books. */
    int remembered(int row) {
        return rows.getInt(row, REMEMBERED);
    }

    void remembered(int row, int count) {
        rows.setInt(row, REMEMBERED, count);
    }

    /** Negative where this member has no reservation in the books. */
    int find(String member) {
        int wanted = member.hashCode();
        long hash = RowIndex.mix(wanted);
        for (int at = bySubject.first(hash); at >= 0; at = bySubject.next(hash, at)) {
            int row = bySubject.rowAt(hash, at);
            if (rows.getInt(row, HASH) == wanted && member.equals(subjects.get(row))) return row;
        }
        return NONE;
    }

    /** Reads where this member is looked for. */
    int touch(String member) {
        return bySubject.touch(RowIndex.mix(member.hashCode()));
    }

    int findOrAdd(String member) {
        int known = find(member);
        if (known >= 0) return known;
        int row = free;
        if (row == NONE) {
            row = rows.add();
        } else {
            free = newest(row);
        }
        subjects.set(row, member);
        rows.setInt(row, HASH, member.hashCode());
        newest(row, NONE);
        firstActive(row, NONE);
        active(row, 0);
        remembered(row, 0);
        bySubject.add(row);
        size++;
        return row;
    }

    void remove(int row) {
        bySubject.remove(row);
        subjects.clear(row);
        newest(row, free);
        free = row;
        size--;
    }

    String subjectOf(int row) {
        String member = subjects.get(row);
        if (member == null) throw new IllegalStateException("no member in row " + row);
        return member;
    }
}
