package io.yizhan.app;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;

/** A log line for a person at a terminal: {@code 17:49:03 INFO  listening on …}. */
public final class PlainLines extends PatternLayoutEncoder {
    public PlainLines() {
        setPattern("%d{HH:mm:ss} %-5level %msg%n");
    }
}
