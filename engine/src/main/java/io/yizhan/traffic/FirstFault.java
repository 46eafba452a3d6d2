package io.yizhan.traffic;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes wrong for a crowd, told once: it goes on as well as it can, and is nothing that anybody must be woken for. Any thread. */
final class FirstFault {
    private static final Logger LOG = LoggerFactory.getLogger(FirstFault.class);

    private final AtomicBoolean told = new AtomicBoolean();

    void tell(Exception fault) {
        if (told.compareAndSet(false, true))
            LOG.warn("the pretend crowd stumbles, and goes on; what follows of this kind is not told", fault);
    }
}
