package io.yizhan.app;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A log line as one JSON object, with a time that people can read, too: {@code {"timestamp":"2026-11-28T17:49:03.120Z","level":…}}. */
public final class JsonLines extends JsonEncoder {
    public JsonLines() {
        setWithTimestamp(false);
        setWithSequenceNumber(false);
        setWithNanoseconds(false);
        setWithContext(false);
        setWithMarkers(false);
        setWithMDC(false);
        setWithKVPList(false);
        setWithArguments(false);
        setWithMessage(false);
        setWithFormattedMessage(true);
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        String rest = new String(super.encode(event), StandardCharsets.UTF_8);
        String time = "{\"timestamp\":\"" + Instant.ofEpochMilli(event.getTimeStamp()) + "\",";
        return (time + rest.substring(1)).getBytes(StandardCharsets.UTF_8);
    }
}
