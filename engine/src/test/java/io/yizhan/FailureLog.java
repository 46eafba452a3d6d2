package io.yizhan;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * What was logged during a test, told if the test fails, and not otherwise: many tests break things on purpose, and their stack traces
 * hide the one that matters. Tests that ran beside it may have logged some of it. Both an appender, for logback-test.xml, and an extension of every test.
 */
public final class FailureLog extends AppenderBase<ILoggingEvent>
        implements BeforeEachCallback, TestWatcher, LifecycleMethodExecutionExceptionHandler {
    private static final int LINES_MAX = 500;
    private static final Deque<Line> LINES = new ArrayDeque<>();
    private static final ExtensionContext.Namespace OWN = ExtensionContext.Namespace.create(FailureLog.class);
    private static final String BEGAN = "began";
    /** Lines ever logged. */
    private static long logged;

    private record Line(ILoggingEvent event, PatternLayoutEncoder encoder) {
        String text() {
            return new String(encoder.encode(event), StandardCharsets.UTF_8);
        }
    }

    private @Nullable PatternLayoutEncoder encoder;

    /** Called by Logback. */
    public void setEncoder(PatternLayoutEncoder encoder) {
        this.encoder = encoder;
    }

    @Override
    protected void append(ILoggingEvent event) {
        PatternLayoutEncoder writer = encoder;
        if (writer == null) return;
        // Written out only where it is told: tests with a hundred thousand inputs log as many lines.
        event.prepareForDeferredProcessing();
        synchronized (LINES) {
            if (LINES.size() == LINES_MAX) LINES.removeFirst();
            LINES.add(new Line(event, writer));
            logged++;
        }
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        synchronized (LINES) {
            test.getStore(OWN).put(BEGAN, logged);
        }
    }

    @Override
    public void testFailed(ExtensionContext test, @Nullable Throwable cause) {
        tell(test);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext tests, Throwable cause) throws Throwable {
        tell(tests);
        throw cause;
    }

    @Override
    public void handleAfterAllMethodExecutionException(ExtensionContext tests, Throwable cause) throws Throwable {
        tell(tests);
        throw cause;
    }

    private static void tell(ExtensionContext test) {
        synchronized (LINES) {
            long lines = logged - test.getStore(OWN).getOrDefault(BEGAN, long.class, 0L);
            if (lines == 0) return;
            System.err.println("Logged during " + test.getDisplayName() + " of "
                    + test.getRequiredTestClass().getSimpleName() + ":");
            if (lines > LINES.size()) System.err.println("(" + (lines - LINES.size()) + " before these)");
            LINES.stream().skip(Math.max(0, LINES.size() - lines)).forEach(line -> System.err.print(line.text()));
        }
    }
}
