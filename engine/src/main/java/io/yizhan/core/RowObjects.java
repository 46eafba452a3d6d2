package io.yizhan.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An object for some rows of a table, in pages as the rows are: one array or map of all would be copied as a whole when it grows. */
final class RowObjects<T> {
    private static final int PAGE_SHIFT = 10;
    private static final int PAGE_ROWS = 1 << PAGE_SHIFT;
    /** Of rows that have none. */
    private static final Object[] NO_PAGE = {};

    private final List<@Nullable Object[]> pages = new ArrayList<>();

    @SuppressWarnings("unchecked")
    @Nullable
    T get(int row) {
        int page = row >>> PAGE_SHIFT;
        if (page >= pages.size() || pages.get(page).length == 0) return null;
        return (T) pages.get(page)[row & (PAGE_ROWS - 1)];
    }

    void set(int row, T object) {
        int page = row >>> PAGE_SHIFT;
        while (page >= pages.size()) pages.add(NO_PAGE);
        if (pages.get(page).length == 0) pages.set(page, new Object[PAGE_ROWS]);
        pages.get(page)[row & (PAGE_ROWS - 1)] = object;
    }

    /** There is one. */
    void clear(int row) {
        pages.get(row >>> PAGE_SHIFT)[row & (PAGE_ROWS - 1)] = null;
    }
}
