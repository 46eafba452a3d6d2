package io.yizhan.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.yizhan.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** How log lines look: plain where a person reads them, JSON where a program does. */
final class Logs {
    /** What logback.xml looks at. */
    private static final String PROPERTY = "yizhan.log";

    /** The script's word on whether standard error is a terminal. */
    private static final String TERMINAL = "yizhan.terminal";

    private Logs() {}

    /** To be called before the first logger is made. */
    static void choose(@Nullable String wanted) {
        String look = wanted == null || wanted.isBlank() ? Setting.LOG.fallback() : wanted.strip();
        boolean plain = look.equals("plain") || (!look.equals("json") && isTerminal());
        System.setProperty(PROPERTY, (plain ? PlainLines.class : JsonLines.class).getName());
    }

    static void level(String level) {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.toLevel(level));
    }

    private static boolean isTerminal() {
        String said = System.getProperty(TERMINAL);
        if (said != null) return said.equals("true");
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException otherSystem) {
            return false;
        }
    }
}
