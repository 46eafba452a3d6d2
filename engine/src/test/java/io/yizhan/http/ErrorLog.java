package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Hears what is logged as an error, by anything. */
public final class ErrorLog extends AppenderBase<ILoggingEvent> {
    private final List<String> causes = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();

    public static ErrorLog listening() {
        ErrorLog log = new ErrorLog();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        log.setContext(root.getLoggerContext());
        log.start();
        root.addAppender(log);
        return log;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (!event.getLevel().isGreaterOrEqual(Level.ERROR)) return;
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) causes.add(thrown.getClassName() + ": " + thrown.getMessage());
        errors.add(event.getFormattedMessage());
    }

    /** What was thrown, for each error that came with something thrown. */
    List<String> causes() {
        return causes;
    }

    void detach() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(this);
    }

    List<String> errors() {
        return errors;
    }

    public void assertEmpty() {
        detach();
        assertThat(errors).isEmpty();
    }
}
