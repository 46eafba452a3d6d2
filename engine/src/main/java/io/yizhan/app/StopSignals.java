package io.yizhan.app;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What SIGTERM and Ctrl-C do. The first stops the engine; a second one, which the JVM by itself would not hear any more, ends the process at
 * once: whoever sends it does not want to wait, and loses nothing by it, as by a kill at any moment.
 *
 * <p>By reflection, since the compiler takes every mention of {@code sun.misc.Signal} for a fault; without that class signals stay as they are.
 */
final class StopSignals {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);
    private static final AtomicBoolean STOPPING = new AtomicBoolean();
    /** As of a process that a signal has ended. */
    private static final int SIGNALLED = 128;

    /** Each part ends by the same time; this is for what they do after it. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private StopSignals() {}

    static void listen() {
        for (String name : new String[] {"TERM", "INT"}) {
            try {
                listen(name);
            } catch (ReflectiveOperationException | IllegalArgumentException notHere) {
                LOG.debug("SIG{} is left to the JVM", name, notHere);
            }
        }
    }

    /** Ends the process where a stop takes longer than it may: something waits for what knows no time. */
    static void endAfter(Duration atMost, Supplier<@Nullable String> stopping) {
        Thread.ofPlatform().name("stop-watch").daemon().start(() -> {
            try {
                Thread.sleep(atMost.plus(GRACE));
                LOG.error(
                        "stopping takes longer than {} s, at: {}. It ends at once. Nothing that was answered is lost, the next start goes on with the journal",
                        atMost.toSeconds(),
                        stopping.get());
                Runtime.getRuntime().halt(Main.FAILED);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void listen(String name) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object hears = Proxy.newProxyInstance(
                StopSignals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                    if (method.getName().equals("handle")) heard(number(signal, arguments[0]));
                    return null;
                });
        try {
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), hears);
        } catch (InvocationTargetException taken) {
            throw new IllegalArgumentException("the JVM keeps it", taken);
        }
    }

    private static int number(Class<?> signal, Object heard) throws ReflectiveOperationException {
        Method number = signal.getMethod("getNumber");
        return (int) number.invoke(heard);
    }

    private static void heard(int number) {
        if (STOPPING.compareAndSet(false, true)) {
            System.exit(SIGNALLED + number);
            return;
        }
        LOG.warn(
                "told to stop a second time: it ends at once. Nothing that was answered is lost, the next start goes on with the journal");
        Runtime.getRuntime().halt(SIGNALLED + number);
    }
}
