package io.yizhan.sequencer;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what went wrong beside the books, where the writer goes on. Each kind once: it may happen with every command. Any thread. */
final class Mishaps {
    private static final Logger LOG = LoggerFactory.getLogger(Mishaps.class);
    private static final int KINDS_MAX = 16;

    private final Set<String> said = ConcurrentHashMap.newKeySet();

    void say(String what, Throwable defect) {
        if (said.size() < KINDS_MAX && said.add(what + defect.getClass().getName()))
            LOG.error("{}; it is not said again", what, defect);
    }
}
