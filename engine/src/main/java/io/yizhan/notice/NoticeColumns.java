package io.yizhan.notice;

import io.yizhan.core.NoticeKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/** How a notification is read of its row. */
public final class NoticeColumns {
    private NoticeColumns() {}

    /** Of {@code n}, a notification, and of {@code r}, the reservation that it is about. */
    public static final String SELECTED =
            "n.no, n.kind, n.reservation_id, r.slots, n.at_ms, coalesce(n.until_ms, 0), n.reason";

    /** How many columns these are. */
    public static final int COUNT = 7;

    /** What is in a row whose first columns they are. */
    public static Notice read(ResultSet row) throws SQLException {
        int code = row.getInt(2);
        NoticeKind kind = NoticeKind.of(code);
        if (kind == null) throw new SQLException("a notification of kind " + code + ": it is of a newer program");
        Long[] boxed = (Long[]) row.getArray(4).getArray();
        long[] slots = new long[boxed.length];
        for (int i = 0; i < slots.length; i++) slots[i] = boxed[i];
        return new Notice(
                row.getLong(1),
                kind,
                row.getLong(3),
                slots,
                row.getLong(5),
                row.getLong(6),
                Objects.requireNonNullElse(row.getString(7), ""));
    }
}
