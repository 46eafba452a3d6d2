package io.yizhan.sim;

import io.yizhan.journal.stream.EventStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;

/** A node's way to the stream in a {@link SimRedis}. */
final class SimStream implements EventStream {
    private final SimRedis redis;
    private final EventStream stream;
    private final Line line;
    private final Supplier<Fiber> fiber;

    /** @param fiber which of the node's is calling */
    SimStream(SimRedis redis, Line line, Supplier<Fiber> fiber) {
        this.redis = redis;
        this.line = line;
        this.fiber = fiber;
        stream = redis.connect();
    }

    private <T> T call(Line.Call<T, IOException> request) throws IOException {
        return line.call(fiber.get(), redis.away, () -> {
            T answer = request.run();
            redis.requireRisen();
            return answer;
        });
    }

    @Override
    public Appended append(long epoch, long formerSeq, long lastSeq, ByteBuffer frame, long trimThroughSeq)
            throws IOException {
        ByteBuffer sent =
                ByteBuffer.allocate(frame.remaining()).put(frame.duplicate()).flip();
        return call(() -> {
            redis.appending(formerSeq, lastSeq);
            return stream.append(epoch, formerSeq, lastSeq, sent, trimThroughSeq);
        });
    }

    @Override
    public Stand claim(long epoch) throws IOException {
        return call(() -> {
            redis.remember();
            return stream.claim(epoch);
        });
    }

    @Override
    public long restart(long epoch, long seq) throws IOException {
        return call(() -> {
            redis.remember();
            return stream.restart(epoch, seq);
        });
    }

    @Override
    public Stand stand() throws IOException {
        return call(stream::stand);
    }

    @Override
    public boolean moved() throws IOException {
        return call(stream::moved);
    }

    @Override
    public List<Entry> read(long afterSeq, int max) throws IOException {
        return call(() -> stream.read(afterSeq, max));
    }

    @Override
    public boolean reachable() {
        return line.reachable(redis.away[0]);
    }

    @Override
    public void close() {
        // A request under way may still arrive.
    }
}
