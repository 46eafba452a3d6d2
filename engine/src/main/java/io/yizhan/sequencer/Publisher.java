package io.yizhan.sequencer;

/** Shows readers what has changed. Writer thread, after the events are durable and before the answers go out. */
public interface Publisher {
    /** @param seq the number of the last durable event */
    void publish(long seq);
}
