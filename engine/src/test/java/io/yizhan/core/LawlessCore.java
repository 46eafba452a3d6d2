package io.yizhan.core;

import io.yizhan.journal.Journal;
import java.nio.file.Path;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does all that the core must not, so that the rules of the layout can be seen to fail. */
public final class LawlessCore {
    private static final Logger LOG = LoggerFactory.getLogger(LawlessCore.class);

    private LawlessCore() {}

    static long guess(Journal journal, Path path) {
        LOG.info("{} {}", journal, path);
        Thread.onSpinWait();
        return System.currentTimeMillis() + System.nanoTime() + (long) (Math.random() * 9) + new Random().nextLong();
    }
}
