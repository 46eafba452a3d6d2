package io.yizhan.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Rows of a fixed number of bytes, in pages. What belongs together lies together: a booking touches two or three cache lines of its row,
 * and not one for each of a score of columns. A table that grows gets another page, and nothing is moved. Fields are addressed by their
 * offset in the row; what was never set is zero.
 */
final class Rows {
    private static final int PAGE_SHIFT = 10;
    private static final int PAGE_ROWS = 1 << PAGE_SHIFT;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private static final VarHandle CHAR = MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.nativeOrder());

    private final int rowBytes;
    private byte[][] pages = {};
    private int end;

    Rows(int rowBytes) {
        this.rowBytes = rowBytes;
    }

    /** Rows are below this. */
    int end() {
        return end;
    }

    /** Makes another row. */
    int add() {
        int page = end >>> PAGE_SHIFT;
        if (page == pages.length) pages = Arrays.copyOf(pages, Math.max(4, page + (page >> 1)));
        if ((end & (PAGE_ROWS - 1)) == 0) pages[page] = new byte[PAGE_ROWS * rowBytes];
        return end++;
    }

    private byte[] page(int row) {
        return pages[row >>> PAGE_SHIFT];
    }

    private int at(int row, int field) {
        return (row & (PAGE_ROWS - 1)) * rowBytes + field;
    }

    long getLong(int row, int field) {
        return (long) LONG.get(page(row), at(row, field));
    }

    void setLong(int row, int field, long value) {
        LONG.set(page(row), at(row, field), value);
    }

    int getInt(int row, int field) {
        return (int) INT.get(page(row), at(row, field));
    }

    void setInt(int row, int field, int value) {
        INT.set(page(row), at(row, field), value);
    }

    /** 0 to 65,535. */
    int getChar(int row, int field) {
        return (char) CHAR.get(page(row), at(row, field));
    }

    void setChar(int row, int field, int value) {
        CHAR.set(page(row), at(row, field), (char) value);
    }

    byte getByte(int row, int field) {
        return page(row)[at(row, field)];
    }

    void setByte(int row, int field, int value) {
        page(row)[at(row, field)] = (byte) value;
    }
}
