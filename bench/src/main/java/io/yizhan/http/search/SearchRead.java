package io.yizhan.http.search;

import io.vertx.core.buffer.Buffer;
import io.yizhan.bench.LoadedCity;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A page of slots of the whole demo city as bytes, through the route itself, while somebody books; each single answer's time, for the percentiles. */
@NullMarked
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@State(Scope.Thread)
public class SearchRead {
    /** A whole day; what is free there tonight; the same near the People's Square; a free court there; and when nothing is found anywhere. */
    @Param({
        "date=2027-01-14",
        "from=18:00&to=21:00&free=true",
        "from=18:00&to=21:00&free=true&near=121.4737,31.2304",
        "from=18:00&to=21:00&free=true&near=121.4737,31.2304&kind=BADMINTON&party=2",
        "date=2027-01-14&from=04:01&to=04:02"
    })
    public String query = "";

    private final LoadedCity city = new LoadedCity();
    private final StandInEdge edge = new StandInEdge(city.directory(), city.feed(), city.nowMs());

    @Setup(Level.Trial)
    public void begin() {
        String body = search().toString();
        boolean none = query.contains("04:01");
        if (body.contains("\"remaining\"") == none) throw new IllegalStateException("not what is looked for: " + body);
        System.out.println(city.directory().stations().size() + " stations, " + city.slots() + " slots; "
                + body.length() + " bytes, " + (body.split("\"remaining\"", -1).length - 1) + " slots found");
        city.begin();
    }

    @Benchmark
    public Buffer search() {
        return edge.ask(query, SearchRoute::handle);
    }

    @TearDown(Level.Trial)
    public void close() {
        city.close();
        edge.close();
    }
}
