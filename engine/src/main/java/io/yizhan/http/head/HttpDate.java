package io.yizhan.http.head;

import io.netty.util.AsciiString;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The present second as the header {@code Date} has it (RFC 9110, section 5.6.7), written once for all its answers. Of one event loop. */
public final class HttpDate {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private long second = Long.MIN_VALUE;
    private CharSequence text = AsciiString.EMPTY_STRING;

    public CharSequence at(long nowMs) {
        long now = Math.floorDiv(nowMs, 1_000L);
        if (now != second) {
            text = new AsciiString(FORMAT.format(Instant.ofEpochSecond(now)));
            second = now;
        }
        return text;
    }
}
