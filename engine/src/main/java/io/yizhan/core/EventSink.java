package io.yizhan.core;

/** Takes what happens in a region, in order, each event after it was applied to the books. Writer thread. */
@FunctionalInterface
public interface EventSink {
    /**
     * What is taken from here to the next call came of one command, or of one thing that was due: it is to be kept as a whole or not at all.
     * That is at most {@value Region#EVENTS_MAX} events, and may be none.
     */
    default void begin() {}

    void take(Event event);
}
