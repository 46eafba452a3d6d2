package io.yizhan.http.reservation;

import io.vertx.core.buffer.Buffer;
import io.yizhan.bench.DemoTown;
import io.yizhan.core.Arrival;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.feed.Feed;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.TimeTexts;
import io.yizhan.http.region.DirectoryIndex;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The bodies of a booking: read from the request, slot id included, and written for the answer. In this package since both are of it alone. */
@NullMarked
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class HotRouteJson {
    private final DemoTown town = new DemoTown();
    private final DirectoryIndex index = new DirectoryIndex(town.directory());
    private final Feed feed = new Feed();
    private final TimeTexts times = new TimeTexts(town.directory().city().zone());
    private final long slot = town.slot(0);
    private final byte[] body =
            ("{\"slots\":[\"" + index.slotIds.format(slot) + "\"],\"party\":1}").getBytes(StandardCharsets.UTF_8);
    private final Reservation reservation = new Reservation(
            4_711_000,
            "member-1",
            ReservationState.CONFIRMED,
            new long[] {slot},
            1,
            0,
            0,
            town.nowMs(),
            town.nowMs() + 3_600_000,
            town.directory().stationNoOfVenue(SlotKey.venueNo(slot)),
            (int) (town.nowMs() / 60_000),
            Arrival.NONE,
            null);

    @Benchmark
    public long parseRequest() {
        if (!(ReservationRequest.parse(body) instanceof ReservationRequest request))
            throw new IllegalStateException("it is a request");
        return index.slotIds.parse(request.slots()[0]);
    }

    @Benchmark
    public Buffer renderAnswer() {
        return ReservationJson.write(new JsonOut(times, ReservationJson.BYTES), reservation, index, feed)
                .done();
    }
}
