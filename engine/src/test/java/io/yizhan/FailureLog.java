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
 * What was logged during a test, told if the test fails, and forgotten otherwise: many tests break things on purpose, and their stack traces
 * hide the one that matters. Both an appender, for logback-test.xml, and an extension of every test.
 */
public final class FailureLog extends AppenderBase<ILoggingEvent>
        implements BeforeEachCallback, TestWatcher, LifecycleMethodExecutionExceptionHandler {
    private static final int LINES_MAX = 500;
    private static final Deque<Line> LINES = new ArrayDeque<>();
    private static int forgotten;

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
            if (LINES.size() == LINES_MAX) {
                LINES.removeFirst();
                forgotten++;
            }
            LINES.add(new Line(event, writer));
        }
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        synchronized (LINES) {
            LINES.clear();
            forgotten = 0;
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
            if (LINES.isEmpty()) return;
            System.err.println("Logged during " + test.getDisplayName() + " of "
                    + test.getRequiredTestClass().getSimpleName() + ":");
            if (forgotten > 0) System.err.println("(" + forgotten + " before these)");
            LINES.forEach(line -> System.err.print(line.text()));
        }
    }
}
