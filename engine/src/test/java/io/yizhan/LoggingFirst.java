package io.yizhan;

import org.junit.jupiter.api.extension.Extension;
import org.slf4j.LoggerFactory;

/**
 * Sets logging up before any test runs. The first to ask for a logger sets it up, and whoever asks from another thread meanwhile gets a
 * stand-in, which is no Logback: where classes run side by side, tests that look at the log failed by that now and then. An extension of every
 * test, made before the first.
 */
public final class LoggingFirst implements Extension {
    public LoggingFirst() {
        LoggerFactory.getILoggerFactory();
    }
}
