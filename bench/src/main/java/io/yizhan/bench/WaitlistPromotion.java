package io.yizhan.bench;

import io.yizhan.core.Claims;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Region;
import io.yizhan.core.SlotKey;
import io.yizhan.core.Term;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs the core when a place is set free on a court for which so many wait: somebody cancels, the next has the place, and another
 * joins behind all. It is not to grow with how many wait.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class WaitlistPromotion {
    private static final int COURT = 1;
    private static final int START_MIN = 10_000;
    private static final long[] SLOT = {SlotKey.of(COURT, START_MIN)};
    private static final int THINGS = 1_000;
    private static final long NOW_MS = 0;

    /** How many wait. */
    @Param({"10", "100", "1000", "5000"})
    public int waiting;

    private record Placed(String member, long id) {}

    private final ArrayDeque<Placed> inOrder = new ArrayDeque<>();
    private Region region = new Region(Workload.forgetful());
    private long asked;
    private int promoted;

    @Setup
    public void join() {
        region = new Region(Workload.forgetful());
        VenueTerms court = new VenueTerms(1, true, 300_000, 0)
                .with(Term.WAITLIST_MAX, 10_000)
                .with(Term.OFFER_TTL_MS, 0);
        Workload.carryOut(region, new VenueCommand.DefineVenue(COURT, court), NOW_MS);
        int[] start = {START_MIN};
        int[] end = {START_MIN + 60};
        Workload.carryOut(
                region,
                new VenueCommand.OpenSlots(COURT, start, end, new int[] {1}, new int[1], new boolean[1]),
                NOW_MS);
        inOrder.clear();
        for (int i = 0; i <= waiting; i++) ask();
    }

    private void ask() {
        String member = "m-" + asked++;
        var command = new Command.PlaceReservation(member, Claims.NONE, asked, asked, SLOT, 1, false, true);
        Outcome outcome = region.carryOut(command, NOW_MS, event -> {});
        inOrder.add(new Placed(member, ((Outcome.Placed) outcome).reservation().id()));
    }

    private void count(Event event) {
        if (event instanceof Event.PlaceOffered) promoted++;
    }

    @Benchmark
    public long cancelsIsFollowedAndJoined() {
        Placed first = inOrder.remove();
        Workload.carryOut(region, new Command.CancelReservation(first.member, first.id), NOW_MS);
        boolean more = true;
        promoted = 0;
        while (more) more = region.elapse(NOW_MS, THINGS, this::count);
        if (promoted != 1) throw new IllegalStateException(promoted + " were given the place that was set free");
        ask();
        region.changes().clear();
        return region.reservationCount();
    }
}
