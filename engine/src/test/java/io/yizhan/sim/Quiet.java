package io.yizhan.sim;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/** The logs of a thousand crashes help nobody. Silences this thread, and those that it starts, and leaves other tests their logs. */
final class Quiet extends TurboFilter {
    private static final ThreadLocal<Boolean> HERE = new InheritableThreadLocal<>();

    static {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).addTurboFilter(new Quiet());
    }

    private Quiet() {}

    static void begin() {
        HERE.set(true);
    }

    static void end() {
        HERE.remove();
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] params,
            @Nullable Throwable thrown) {
        return HERE.get() == null ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
}
