package io.yizhan.journal.stream;

/** The contract on the stream that tests and the simulation use. */
class MemoryStreamTest extends EventStreamContract {
    private final MemoryStream server = new MemoryStream();

    @Override
    EventStream connect() {
        return server.connect();
    }

    @Override
    Object copy() {
        return server.copy();
    }

    @Override
    void set(Object copy) {
        server.set((MemoryStream) copy);
    }

    @Override
    void empty() {
        server.set(new MemoryStream());
    }
}
