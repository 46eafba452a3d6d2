package io.yizhan.core.table;

/**
 * Members who have reservations in the books, one cell each: the heads of the lists of their reservations, whose links are in the cells of
 * {@link ReservationTable}. A member without any leaves the table.
 */
public final class MemberTable {
    public static final int NONE = -1;

    private static final int HASH = 0;
    private static final int NEWEST = 4;
    private static final int FIRST_ACTIVE = 8;
    private static final int ACTIVE = 12;
    private static final int REMEMBERED = 16;
    private static final int BYTES = 20;

    private final Cells cells = new Cells(BYTES);
    private final CellObjects<String> subjects = new CellObjects<>();
    private final CellIndex bySubject = new CellIndex(1024) {
        @Override
        long key(int cell) {
            return cells.getInt(cell, HASH);
        }
    };
    private int free = NONE;
    private int size;

    public int size() {
        return size;
    }

    /** The member's newest reservation; {@link #NONE} for none, as with all cells. */
    public int newest(int cell) {
        return cells.getInt(cell, NEWEST);
    }

    public void newest(int cell, int reservation) {
        cells.setInt(cell, NEWEST, reservation);
    }

    public int firstActive(int cell) {
        return cells.getInt(cell, FIRST_ACTIVE);
    }

    public void firstActive(int cell, int reservation) {
        cells.setInt(cell, FIRST_ACTIVE, reservation);
    }

    /** How many of the member's reservations are active. */
    public int active(int cell) {
        return cells.getInt(cell, ACTIVE);
    }

    public void active(int cell, int count) {
        cells.setInt(cell, ACTIVE, count);
    }

    /** How many are in the books. */
    public int remembered(int cell) {
        return cells.getInt(cell, REMEMBERED);
    }

    public void remembered(int cell, int count) {
        cells.setInt(cell, REMEMBERED, count);
    }

    /** Negative where this member has no reservation in the books. */
    public int find(String member) {
        int wanted = member.hashCode();
        long hash = Hash.of(wanted);
        for (int at = bySubject.first(hash); at >= 0; at = bySubject.next(hash, at)) {
            int cell = bySubject.cellAt(hash, at);
            if (cells.getInt(cell, HASH) == wanted && member.equals(subjects.get(cell))) return cell;
        }
        return NONE;
    }

    /** Reads where this member is looked for. */
    public int touch(String member) {
        return bySubject.touch(Hash.of(member.hashCode()));
    }

    public int findOrAdd(String member) {
        int known = find(member);
        if (known >= 0) return known;
        int cell = free;
        if (cell == NONE) {
            cell = cells.add();
        } else {
            free = newest(cell);
        }
        subjects.set(cell, member);
        cells.setInt(cell, HASH, member.hashCode());
        newest(cell, NONE);
        firstActive(cell, NONE);
        active(cell, 0);
        remembered(cell, 0);
        bySubject.add(cell);
        size++;
        return cell;
    }

    public void remove(int cell) {
        bySubject.remove(cell);
        subjects.clear(cell);
        newest(cell, free);
        free = cell;
        size--;
    }

    /** Of the subject: what {@code hashCode} says. */
    public int hashOf(int cell) {
        return cells.getInt(cell, HASH);
    }

    public String subjectOf(int cell) {
        String member = subjects.get(cell);
        if (member == null) throw new IllegalStateException("no member in cell " + cell);
        return member;
    }
}
