package io.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Hears what is logged as an error, by anything. A class that {@linkplain HearsErrors expects none} listens from before its first test until
 * after its last, and fails where there was one.
 */
public final class ErrorLog extends AppenderBase<ILoggingEvent> implements BeforeAllCallback, AfterAllCallback {
    private final List<String> causes = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();

    public static ErrorLog listening() {
        ErrorLog log = new ErrorLog();
        log.listen();
        return log;
    }

    private void listen() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        setContext(root.getLoggerContext());
        start();
        root.addAppender(this);
    }

    @Override
    public void beforeAll(ExtensionContext tests) {
        listen();
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        detach();
        assertThat(errors).isEmpty();
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (!event.getLevel().isGreaterOrEqual(Level.ERROR)) return;
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) causes.add(thrown.getClassName() + ": " + thrown.getMessage());
        errors.add(event.getFormattedMessage());
    }

    /** What was thrown, for each error that came with something thrown. */
    public List<String> causes() {
        return causes;
    }

    public void detach() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(this);
    }

    public List<String> errors() {
        return errors;
    }
}
