package io.yizhan.bench;

import io.yizhan.bench.chart.Axis;
import io.yizhan.bench.chart.DotChart;
import io.yizhan.bench.chart.DotChart.Spread;
import io.yizhan.bench.chart.LineChart;
import io.yizhan.bench.peer.Load;
import io.yizhan.bench.peer.Peer;
import io.yizhan.bench.peer.Peers;
import io.yizhan.bench.peer.Slots;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * The engine's writer beside other ways to book a place, in one run: rounds in which each has its turn, so that what varies with the
 * minute varies for all; ratios within a round, their median and spread. Then latencies at rates below and above what each could do.
 */
@CommandLine.Command(name = "bench/run peers", mixinStandardHelpOptions = true, sortOptions = false)
final class PeersDriver implements Callable<Integer> {
    private static final double[] LOADS = {0.1, 0.25, 0.5, 0.7, 0.8, 0.9, 1.0, 1.2};
    private static final double[] QUICK_LOADS = {0.25, 0.5, 0.9};

    @Option(names = "--rounds", defaultValue = "5", description = "turns of each, hot and spread; default 5")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "3", description = "of one turn; default 3")
    private double seconds;

    @Option(names = "--quick", description = "3 rounds of half a second, 3 rates")
    private boolean quick;

    @Option(names = "--in-flight", defaultValue = "64", description = "bookings under way at once; default 64")
    private int inFlight;

    @Option(names = "--connections", defaultValue = "16", description = "to PostgreSQL, of each peer; default 16")
    private int connections;

    @Option(names = "--only", paramLabel = "REGEX", description = "only these peers, and the engine's own")
    private @Nullable Pattern only;

    @Option(names = "--no-latency", description = "leave the rates out")
    private boolean noLatency;

    @Option(
            names = "--postgres",
            paramLabel = "URI",
            description = "instead of an own one; its schema \"peer\" is replaced")
    private @Nullable String postgresUri;

    @Option(names = "--redis-always", paramLabel = "URI", description = "instead of an own one; it is emptied")
    private @Nullable String redisAlwaysUri;

    @Option(names = "--redis-every-second", paramLabel = "URI", description = "another one; it is emptied")
    private @Nullable String redisEverySecondUri;

    @Option(names = "--folder", paramLabel = "DIR", description = "where the data goes; default: the temporary folder")
    private @Nullable Path folder;

    @Option(names = "--record", paramLabel = "FILE", description = "record the section in this file")
    private @Nullable Path record;

    public static void main(String[] args) {
        System.exit(new CommandLine(new PeersDriver()).execute(args));
    }

    /** What a peer did, turn by turn. */
    private static final class Turns {
        private final List<Load.Figures> spread = new ArrayList<>();
        private final List<Load.Figures> hot = new ArrayList<>();
        final List<Double> rates = new ArrayList<>();
        final List<Load.Figures> byRate = new ArrayList<>();

        void add(Slots slots, Load.Figures figures) {
            of(slots).add(figures);
        }

        private List<Load.Figures> of(Slots slots) {
            return switch (slots) {
                case SPREAD_OUT -> spread;
                case HOT -> hot;
            };
        }

        double[] perS(Slots slots) {
            return of(slots).stream().mapToDouble(Load.Figures::perS).toArray();
        }

        double[] p99Ms(Slots slots) {
            return of(slots).stream().mapToDouble(Load.Figures::p99Ms).toArray();
        }
    }

    @Override
    public Integer call() throws Exception {
        if (quick) {
            rounds = 3;
            seconds = 0.5;
        }
        if (rounds < 1 || !(seconds > 0)) throw new IllegalArgumentException("--rounds and --seconds are above 0");
        var options =
                new Peers.Options(postgresUri, redisAlwaysUri, redisEverySecondUri, connections, inFlight, folder);
        try (Peers peers = Peers.open(options)) {
            Peer own = peers.all().get(0);
            Predicate<Peer> wanted = it ->
                    it.equals(own) || only == null || only.matcher(it.name()).find();
            List<Peer> all = peers.all().stream().filter(wanted).toList();
            Map<Peer, Turns> turns = new LinkedHashMap<>();
            for (Peer peer : all) turns.put(peer, new Turns());
            // The compilers' share, not recorded.
            for (Peer peer : all) turn(peer, Load::closed, Slots.SPREAD_OUT, Math.min(seconds, 1));
            for (int round = 1; round <= rounds; round++) {
                System.err.println("round " + round + " of " + rounds);
                for (Slots slots : Slots.values()) {
                    for (Map.Entry<Peer, Turns> entry : turns.entrySet()) {
                        Load.Figures figures = turn(entry.getKey(), Load::closed, slots, seconds);
                        entry.getValue().add(slots, figures);
                    }
                }
            }
            if (!noLatency) for (Map.Entry<Peer, Turns> it : turns.entrySet()) atRates(it.getKey(), it.getValue());
            publish(turns, own, peers.absent());
        }
        return 0;
    }

    private interface Plan {
        Load begin(Slots slots, double seconds);
    }

    private Load.Figures turn(Peer peer, Plan plan, Slots slots, double forS) throws Exception {
        peer.prepare();
        Load load = plan.begin(slots, forS);
        peer.run(load, inFlight);
        Load.Figures figures = load.figures();
        if (figures.refused() > 0 || peer.booked() != figures.placed())
            throw new IllegalStateException(peer.name() + ": " + figures.placed() + " answered, " + figures.refused()
                    + " refused, but it holds " + peer.booked());
        return figures;
    }

    private void atRates(Peer peer, Turns turns) throws Exception {
        double most = Spread.of(turns.perS(Slots.SPREAD_OUT)).median();
        for (double part : quick ? QUICK_LOADS : LOADS) {
            double rate = part * most;
            turns.rates.add(rate);
            turns.byRate.add(turn(peer, (slots, s) -> Load.open(slots, s, rate), Slots.SPREAD_OUT, seconds));
        }
    }

    private void publish(Map<Peer, Turns> turns, Peer own, List<String> absent) throws Exception {
        Section section = new Section(
                "Peers: other ways to book a place",
                "bench/run peers" + (quick ? " --quick" : "") + (noLatency ? " --no-latency" : ""));
        section.text(
                "The same work for all: see that a place is left, take it, keep one booking under an idempotency key. "
                        + inFlight + " bookings under way at once; " + rounds + " rounds in which each had " + seconds
                        + " s, on 20,000 slots and on one. Everything shares the cores;"
                        + " this writer and the lock map are called in the process, the others over loopback. Ratio: this engine's bookings a second over"
                        + " the peer's in the same round, the median (lowest to highest). After each turn the bookings that a peer"
                        + " holds were counted and equalled those it had confirmed.");
        for (String reason : absent) section.text("**Absent: " + reason + ".**");
        Table table = new Table(
                "",
                "",
                List.of(
                        "peer",
                        "an answer means",
                        "asked by",
                        "spread /s",
                        "ratio",
                        "hot slot /s",
                        "ratio",
                        "p99 ms, hot"));
        DotChart chart = new DotChart(
                "Bookings a second, " + inFlight + " under way",
                new Axis("bookings/s (median, lowest to highest round)", true),
                List.of("20,000 slots", "one hot slot"));
        Turns reference = turns.getOrDefault(own, new Turns());
        turns.forEach((peer, it) -> {
            Spread spread = Spread.of(it.perS(Slots.SPREAD_OUT));
            Spread hot = Spread.of(it.perS(Slots.HOT));
            chart.row(peer.name(), List.of(spread, hot));
            table.row(
                    peer.name(),
                    peer.durability(),
                    peer.client(),
                    Table.number("%,.0f", spread.median()),
                    peer.equals(own) ? "" : ratio(reference, it, Slots.SPREAD_OUT),
                    Table.number("%,.0f", hot.median()),
                    peer.equals(own) ? "" : ratio(reference, it, Slots.HOT),
                    Table.number("%.2f", Spread.of(it.p99Ms(Slots.HOT)).median()));
        });
        section.table(table).chart("peers-throughput", chart);
        if (!noLatency) latencies(section, turns);
        section.publish(record);
    }

    private static String ratio(Turns own, Turns peer, Slots slots) {
        double[] ours = own.perS(slots);
        double[] theirs = peer.perS(slots);
        double[] ratios = new double[ours.length];
        for (int i = 0; i < ratios.length; i++) ratios[i] = ours[i] / theirs[i];
        Spread spread = Spread.of(ratios);
        return Table.number("%.2f", spread.median()) + " (" + Table.number("%.2f", spread.low()) + " to "
                + Table.number("%.2f", spread.high()) + ")";
    }

    private void latencies(Section section, Map<Peer, Turns> turns) {
        section.text(
                "Latency at a fixed rate, from when a booking was due, spread over slots; rates are parts of the median"
                        + " above, one turn each. *Unsent*: nobody had come to it at the end; it counts with the time until then.");
        Table table = new Table(
                "",
                "",
                List.of("peer", "of its most", "rate /s", "placed /s", "median ms", "p99 ms", "max ms", "unsent"));
        LineChart chart = new LineChart(
                "p99 against rate, up to saturation",
                new Axis("bookings due a second", true),
                new Axis("p99 latency, ms", true));
        double[] parts = quick ? QUICK_LOADS : LOADS;
        turns.forEach((peer, it) -> {
            List<Double> p99Ms = new ArrayList<>();
            for (int i = 0; i < parts.length; i++) {
                Load.Figures figures = it.byRate.get(i);
                p99Ms.add(figures.p99Ms());
                table.row(
                        peer.name(),
                        Table.number("%.0f %%", 100 * parts[i]),
                        Table.number("%,.0f", it.rates.get(i)),
                        Table.number("%,.0f", figures.perS()),
                        Table.number("%.2f", figures.medianMs()),
                        Table.number("%.2f", figures.p99Ms()),
                        Table.number("%.1f", figures.maxMs()),
                        Long.toString(figures.unsent()));
            }
            chart.line(peer.name(), it.rates, p99Ms);
        });
        section.chart("peers-latency", chart).table(table);
    }
}
