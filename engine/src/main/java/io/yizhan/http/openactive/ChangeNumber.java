package io.yizhan.http.openactive;

import io.yizhan.http.exchange.Query;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code afterChangeNumber}, by which a reader of a feed says up to where it has read (Realtime Paged Data Exchange 1.0). */
public final class ChangeNumber {
    private static final String AFTER = "afterChangeNumber";
    private static final int LENGTH_MAX = 18;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private ChangeNumber() {}

    /** As it was sent, since the last page's {@code next} is its own URL; null where nothing was, or what was wrong is answered. */
    public static @Nullable String of(Query query) {
        String after = query.text(AFTER, LENGTH_MAX);
        return after == null || NUMBER.matcher(after).matches() ? after : query.wrong(AFTER, "0–999999999999999999");
    }

    /** 0 from the beginning. */
    public static long value(@Nullable String after) {
        return after == null ? 0 : Long.parseLong(after);
    }

    /** The URL of the page behind it. */
    public static String url(String feed, @Nullable String after) {
        return after == null ? feed : feed + '?' + AFTER + '=' + after;
    }
}
