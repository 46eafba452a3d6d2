package io.yizhan.sequencer;

import io.yizhan.core.Command;
import io.yizhan.core.Outcome;

/** Hears what the writer does, for figures. Writer thread, except {@link #refused}; must be quick and never throw. */
public interface Observer {
    Observer NONE = new Observer() {};

    /** @param tookNs from the offer to the answer, durable */
    default void answered(Command command, Outcome outcome, long tookNs) {}

    /** Refused before the queue. Any thread. */
    default void refused(Command command, Outcome outcome) {}

    /** @param syncNs 0 where nothing was to be journaled */
    default void batch(int commands, int events, long tookNs, long syncNs) {}

    /** The region takes no more commands. */
    default void stopped(String reason, Throwable cause) {}
}
