package io.yizhan.mqtt;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells an operator what gates are refused for, once for each token's subject and code: a gate of MQTT 3.1.1 can't be told itself, and
 * sends on. On the MQTT event loop only.
 */
final class RefusalLog {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);

    /** Then all of them may be told once more. */
    private static final int KEPT_MAX = 10_000;

    private final Set<String> told = new HashSet<>();

    /**
     * Logs it if it is news.
     *
     * @param subject whose token it was
     * @param gate whose events these would have been; empty where the topic names none
     */
    void refused(String subject, String gate, String code) {
        if (told.size() >= KEPT_MAX) told.clear();
        if (told.add(subject + ' ' + code))
            LOG.warn("what {} publishes for gate \"{}\" is refused: {}", subject, gate, code);
    }
}
