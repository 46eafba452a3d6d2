package io.yizhan.http.station;

import io.vertx.core.buffer.Buffer;
import io.yizhan.bench.DemoTown;
import io.yizhan.bench.StandInEdge;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The slots of a station's day as bytes, through the route itself. */
@NullMarked
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class AvailabilityRead {
    private final DemoTown town = new DemoTown();
    private final StandInEdge edge = new StandInEdge(town.directory(), town.feed(), town.nowMs());

    @Setup(Level.Trial)
    public void seeThatItIsTheDay() {
        String body = read().toString();
        if (!body.contains("\"remaining\"") || !body.contains(town.stationId()))
            throw new IllegalStateException("not the slots of a day: " + body);
        System.out.println(body.length() + " bytes");
    }

    /** Nothing has changed since somebody asked before. */
    @Benchmark
    public Buffer cachedDay() {
        return read();
    }

    /** Somebody has booked one of its slots since, the booking and its publishing included. */
    @Benchmark
    public Buffer bookAndRenderDay() {
        town.book();
        return read();
    }

    private Buffer read() {
        return edge.ask(null, exchange -> SlotsRoute.handle(exchange, town.stationId()));
    }

    @TearDown(Level.Trial)
    public void close() {
        edge.close();
    }
}
