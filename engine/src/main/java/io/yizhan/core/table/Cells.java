package io.yizhan.core.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Cells of a fixed number of bytes, in pages. What belongs together lies together: a booking touches two or three cache lines of its cell,
 * and not one for each of a score of arrays. A table that grows gets another page, and nothing is moved. Fields are addressed by their
 * offset in the cell; what was never set is zero.
 */
final class Cells {
    private static final int PAGE_SHIFT = 10;
    private static final int PAGE_CELLS = 1 << PAGE_SHIFT;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private static final VarHandle CHAR = MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.nativeOrder());

    private final int cellBytes;
    private byte[][] pages = {};
    private int end;

    Cells(int cellBytes) {
        this.cellBytes = cellBytes;
    }

    /** Cells are below this. */
    int end() {
        return end;
    }

    /** Makes another cell. */
    int add() {
        int page = end >>> PAGE_SHIFT;
        if (page == pages.length) pages = Arrays.copyOf(pages, Math.max(4, page + (page >> 1)));
        if ((end & (PAGE_CELLS - 1)) == 0) pages[page] = new byte[PAGE_CELLS * cellBytes];
        return end++;
    }

    private byte[] page(int cell) {
        return pages[cell >>> PAGE_SHIFT];
    }

    private int at(int cell, int field) {
        return (cell & (PAGE_CELLS - 1)) * cellBytes + field;
    }

    long getLong(int cell, int field) {
        return (long) LONG.get(page(cell), at(cell, field));
    }

    void setLong(int cell, int field, long value) {
        LONG.set(page(cell), at(cell, field), value);
    }

    int getInt(int cell, int field) {
        return (int) INT.get(page(cell), at(cell, field));
    }

    void setInt(int cell, int field, int value) {
        INT.set(page(cell), at(cell, field), value);
    }

    /** 0 to 65,535. */
    int getChar(int cell, int field) {
        return (char) CHAR.get(page(cell), at(cell, field));
    }

    void setChar(int cell, int field, int value) {
        CHAR.set(page(cell), at(cell, field), (char) value);
    }

    byte getByte(int cell, int field) {
        return page(cell)[at(cell, field)];
    }

    void setByte(int cell, int field, int value) {
        page(cell)[at(cell, field)] = (byte) value;
    }
}
