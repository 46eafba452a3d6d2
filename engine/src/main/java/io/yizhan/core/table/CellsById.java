package io.yizhan.core.table;

import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The cells of reservations by their ids, in pages. Ids count upward and leave the books in about the order in which they came, so pages
 * are nearly full, neighbours in time are neighbours here, and nothing is ever moved.
 */
final class CellsById {
    static final int NONE = -1;

    private static final int PAGE_SHIFT = 10;
    private static final int PAGE_IDS = 1 << PAGE_SHIFT;
    /** Behind the last entry of a page: how many it has. */
    private static final int COUNT = PAGE_IDS;

    /** Cells plus one, so that nothing need be filled in. */
    private final Long2ObjectHashMap<int[]> pages = new Long2ObjectHashMap<>();

    /** The page used last: mostly the one that is used next. */
    private int @Nullable [] page;

    private long pageNo;

    /** {@link #NONE} where there is none. */
    int find(long id) {
        int[] in = page(id >>> PAGE_SHIFT);
        return in == null ? NONE : in[place(id)] - 1;
    }

    void put(long id, int cell) {
        int[] in = page(id >>> PAGE_SHIFT);
        if (in == null) {
            in = new int[PAGE_IDS + 1];
            pages.put(id >>> PAGE_SHIFT, in);
            page = in;
            pageNo = id >>> PAGE_SHIFT;
        }
        if (in[place(id)] != 0) throw new IllegalStateException("two reservations of the id " + id);
        in[place(id)] = cell + 1;
        in[COUNT]++;
    }

    void remove(long id) {
        int[] in = page(id >>> PAGE_SHIFT);
        if (in == null || in[place(id)] == 0) throw new IllegalStateException("no reservation of the id " + id);
        in[place(id)] = 0;
        if (--in[COUNT] > 0) return;
        pages.remove(id >>> PAGE_SHIFT);
        page = null;
    }

    private static int place(long id) {
        return (int) id & (PAGE_IDS - 1);
    }

    private int @Nullable [] page(long no) {
        int[] known = page;
        if (known != null && pageNo == no) return known;
        int[] in = pages.get(no);
        if (in == null) return null;
        page = in;
        pageNo = no;
        return in;
    }
}
