package io.yizhan.core.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An object for some cells of a table, in pages as the cells are: one array or map of all would be copied as a whole when it grows. */
final class CellObjects<T> {
    private static final int PAGE_SHIFT = 10;
    private static final int PAGE_CELLS = 1 << PAGE_SHIFT;
    /** Of cells that have none. */
    private static final Object[] NO_PAGE = {};

    private final List<@Nullable Object[]> pages = new ArrayList<>();

    @SuppressWarnings("unchecked")
    @Nullable
    T get(int cell) {
        int page = cell >>> PAGE_SHIFT;
        if (page >= pages.size() || pages.get(page).length == 0) return null;
        return (T) pages.get(page)[cell & (PAGE_CELLS - 1)];
    }

    void set(int cell, T object) {
        int page = cell >>> PAGE_SHIFT;
        while (page >= pages.size()) pages.add(NO_PAGE);
        if (pages.get(page).length == 0) pages.set(page, new Object[PAGE_CELLS]);
        pages.get(page)[cell & (PAGE_CELLS - 1)] = object;
    }

    /** There is one. */
    void clear(int cell) {
        pages.get(cell >>> PAGE_SHIFT)[cell & (PAGE_CELLS - 1)] = null;
    }
}
