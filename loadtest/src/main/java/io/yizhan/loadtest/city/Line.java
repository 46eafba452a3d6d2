package io.yizhan.loadtest.city;

import io.yizhan.loadtest.Failure;

/** A gate's way to an engine. One thread at a time. */
interface Line extends AutoCloseable {
    /**
     * Says it until the engine has it durably, however often that takes.
     *
     * @throws Failure it is refused for good, or something in it is
     */
    void tell(String body) throws InterruptedException;

    @Override
    void close();
}
