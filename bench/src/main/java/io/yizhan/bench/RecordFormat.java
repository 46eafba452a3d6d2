package io.yizhan.bench;

import io.yizhan.core.Event;
import io.yizhan.journal.record.EventCodec;
import io.yizhan.journal.record.EventUnreadable;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A placed reservation to bytes and back. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class RecordFormat {
    private final EventCodec codec = new EventCodec();
    private final Event event = JournalWrite.event(4_711);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_024]);
    private final int length = codec.encode(event, buffer, 0);

    @Benchmark
    public int encode() {
        return codec.encode(event, buffer, 0);
    }

    @Benchmark
    public Event decode() throws EventUnreadable {
        return codec.decode(buffer, 0, length);
    }
}
