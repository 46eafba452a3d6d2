package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.config.StartFailed;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.journal.file.FileJournalOptions;
import io.yizhan.sim.Script.Act;
import io.yizhan.sim.Script.Lone;
import io.yizhan.writebehind.Follower;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One node, what it stands on, and who uses it; all that a seed decides. */
final class World implements Play {
    private static final List<String> SELDOM =
            List.of("rename", "renamed", "sync directory", "create", "delete", "commit", "begin", "append Hold");
    private static final int SETTLE_ROUNDS_MAX = 20_000;

    private final long seed;
    private final SimClock clock = new SimClock();
    private final CrashPoints points = new CrashPoints(this::die);
    private final Platter platter;
    private final SimPostgres postgres;
    private final Ledger ledger = new Ledger(SimNode.RULES);
    private final History history = new History(clock);
    private final Clients clients = new Clients(clock, ledger, history);
    private final SimCatalogue catalogue;
    private final Requests requests;
    private final List<Gate> gates = List.of(new Gate("g1", 1), new Gate("g2", 2), new Gate("g3", 1));
    private final SimNode.Surroundings around;
    private final Corruption corruption;
    private final List<String> trace = new ArrayList<>();

    private @Nullable Life life;
    private @Nullable SimNode node;
    private @Nullable House house;
    private boolean cutsPower;
    private boolean crashesWhileItSettles;
    private long startAtMs;
    private int lives;
    private int crashes;
    private int undecided;

    World(long seed, Town town, Mutation mutation) {
        this.seed = seed;
        catalogue = new SimCatalogue(town);
        requests = new Requests(clock, catalogue, clients);
        SplittableRandom dice = new SplittableRandom(~seed);
        platter = new Platter(clock, dice.nextLong());
        postgres = mutation.postgres(clock, points, dice.nextLong());
        int segmentBytes = 1_024 << dice.nextInt(4);
        FileJournalOptions options = FileJournalOptions.of(SimNode.REGION)
                .segmentBytes(segmentBytes)
                .bytesMax((4L << dice.nextInt(4)) * segmentBytes)
                .batchBytesMax(dice.nextInt(3) == 0 ? 64 * 1024 : FileJournalOptions.BATCH_BYTES_MAX);
        clients.lossPercent(new int[] {0, 3, 20}[dice.nextInt(3)]);
        around = new SimNode.Surroundings(clock, platter, postgres, ledger, points, options, town.limits(), mutation);
        corruption = new Corruption(dice.nextLong(), around);
    }

    @Override
    public List<String> trace() {
        return trace;
    }

    @Override
    public int crashes() {
        return crashes;
    }

    @Override
    public int undecided() {
        return undecided;
    }

    @Override
    public long events() {
        return ledger.lastSeq();
    }

    @Override
    public long points() {
        return points.passed();
    }

    /** The process dies at this point from the beginning on, whatever the script says. */
    void crashAt(long point, boolean power) {
        cutsPower = power;
        crashesWhileItSettles = true;
        points.arm(point);
    }

    private void die(String where) {
        crashes++;
        end(where);
    }

    private void end(String where) {
        Life current = life;
        if (current == null) return;
        current.end();
        trace.add("    " + (cutsPower ? "power cut" : "killed") + " at: " + where);
        if (cutsPower) platter.powerCut();
    }

    @Override
    public void run(List<Act> script) {
        for (Act act : script) {
            int asked = clients.ops().size();
            clock.pass(1);
            try {
                carryOut(act);
            } catch (PowerCut cut) {
                // Nothing more is to be done in that life.
            }
            trace.add(act.no() + " " + act.kind() + clients.askedSince(asked));
            tidyUp();
        }
        settle();
    }

    /** Buries the dead, restarts what has stopped, and starts when it is time. */
    private void tidyUp() {
        SimNode present = node;
        if (present != null && !present.life.over() && present.failure() != null) {
            String why = String.valueOf(present.sequencer.stopped());
            unless(
                    platter.faults() > present.faultsBefore && why.contains("the journal failed"),
                    "a region stops only when its disk fails",
                    why);
            trace.add("    stopped: " + why);
            present.life.end();
        }
        if (present != null && present.life.over()) {
            node = null;
            house = null;
            clients.connect(null);
            startAtMs = clock.passedMs() + 5 + (seed & 0xff);
        }
        if (node == null && clock.passedMs() >= startAtMs) start();
    }

    private void start() {
        Life fresh = new Life();
        life = fresh;
        long faultsBefore = platter.faults();
        try {
            SimNode started = new SimNode(around, fresh, seed + lives++);
            if (around.mutation().looksInside()) corruption.look(started, started.check());
            node = started;
            clients.connect(started);
            trace.add("    started: " + started.lastSeq() + " events, checkpoint " + started.checkpoint);
            if (ledger.naive.draws.isHalfDone()) trace.add("    in the middle of a draw");
            house = new House(clock, catalogue);
            return;
        } catch (PowerCut cut) {
            trace.add("    died while starting");
        } catch (SQLException away) {
            unless(postgres.isAway(), "a start needs only its database", away);
        } catch (IOException | StartFailed refused) {
            unless(
                    fresh.over() || platter.faults() > faultsBefore,
                    "a start refuses only where the disk fails",
                    refused);
            trace.add("    no start: " + refused.getMessage());
        } catch (Violation broken) {
            throw broken;
        } catch (RuntimeException broken) {
            if (!fresh.over()) throw new Violation("a start finds books that hold", broken);
        }
        fresh.end();
        startAtMs = clock.passedMs() + 50;
    }

    private void carryOut(Act act) {
        SplittableRandom dice = new SplittableRandom(act.dice());
        deliver();
        SimNode there = node;
        switch ((Lone) act.kind()) {
            case PLACE -> clients.ask(requests.place(dice), dice.nextLong());
            case CONFIRM -> requests.confirm(dice);
            case CANCEL -> requests.cancel(dice);
            case FIND -> requests.find(dice);
            case LIST -> requests.list(dice);
            case GATE -> {
                Gate gate = gates.get(dice.nextInt(gates.size()));
                gate.count(dice.nextInt(4), clock.millis() - dice.nextInt(60_000), dice);
                gate.report(clients, false, dice);
                requests.recount(dice);
            }
            case GATE_RESTARTS -> gates.get(dice.nextInt(gates.size())).restart(dice);
            case DUPLICATE -> {
                if (!clients.ops().isEmpty()) clients.duplicate(Requests.recent(clients.ops(), dice));
            }
            case WRITE -> {
                for (int i = 0; i < catalogue.town().batches && write(); i++) {}
            }
            case FOLLOW -> {
                if (there != null) there.follow();
            }
            case BACKGROUND -> {
                if (there != null) there.background();
            }
            case PASS -> clock.pass(catalogue.town().aMomentMs(dice));
            case PASS_MINUTES -> clock.pass(60_000L * catalogue.town().someMinutes(dice));
            case PASS_A_DAY -> clock.pass(3_600_000L * (20 + dice.nextInt(20)));
            case OPEN -> {
                if (house != null) house.roll();
            }
            case CLOSE -> requests.close(dice);
            case LIFT -> requests.lift(dice);
            case CAPACITY -> requests.capacity(dice);
            case CATALOGUE_CHANGES -> {
                catalogue.change(dice);
                if (house != null && dice.nextBoolean()) house.roll();
                clients.ask(catalogue.note(), dice.nextLong());
            }
            case KILL -> arm(false, dice);
            case POWER_CUT -> arm(true, dice);
            case STOP -> stop();
            case WRITE_FAILS -> platter.failWrites(1 + dice.nextInt(2));
            case SYNC_FAILS -> platter.failForces(1 + dice.nextInt(2));
            case DISK_FULL -> platter.full(true);
            case SYNC_SLOW -> platter.slowForces(1 + dice.nextInt(5));
            case DISK_HEALS -> platter.heal();
            case DB_AWAY -> postgres.away(true);
            case DB_RESET -> postgres.resets(1 + dice.nextInt(2));
            case DB_ANSWER_LOST -> postgres.lostAnswers(1 + dice.nextInt(2));
            case DB_COMMIT_LATE -> postgres.lateCommits(1 + dice.nextInt(2));
            case DB_SLOW -> postgres.slow(1 + dice.nextInt(3));
            case DB_HEALS -> postgres.heal();
            case CLOCK_SET -> clock.step(60_000L * (dice.nextInt(60) - 30));
        }
    }

    private void deliver() {
        if (node != null && house != null) house.offer(node);
        clients.deliver();
    }

    /** One turn of the writer; whether it did something. */
    private boolean write() {
        SimNode there = node;
        if (there == null) return false;
        boolean worked = there.write();
        if (!there.life.over() && there.sequencer.queued() == 0)
            unless(clients.owedBy(there.life) == 0, "whoever was accepted is answered", "after a batch");
        return worked;
    }

    private void arm(boolean power, SplittableRandom dice) {
        cutsPower = power;
        // Some points are passed seldom: half of the crashes look for one.
        if (dice.nextBoolean()) points.arm(1 + dice.nextInt(2), SELDOM.get(dice.nextInt(SELDOM.size())));
        else points.arm(1 + dice.nextInt(new int[] {2, 12, 60}[dice.nextInt(3)]));
    }

    private void stop() {
        SimNode there = node;
        if (there == null) return;
        try {
            there.stop();
        } catch (IOException failure) {
            throw new Violation("a stop closes the journal", failure);
        }
        there.life.end();
    }

    /** Heals everything, lets everybody finish, and looks whether all is there: before and after one more power cut. */
    private void settle() {
        if (!crashesWhileItSettles) points.arm(0);
        platter.heal();
        postgres.heal();
        clients.lossPercent(0);
        trace.add("settles");
        finish();
        if (catalogue.town() == Town.OF_DRAWS) drawAll(new SplittableRandom(seed + 1));
        finalChecks();
        undecided = history.check(clients.ops(), ledger.naive);
        cutsPower = true;
        points.arm(0);
        end("the end");
        node = null;
        clients.connect(null);
        start();
        unless(node != null, "a start succeeds where nothing fails", trace.getLast());
    }

    private void finish() {
        for (int round = 0; !settled(round); round++) {
            unless(round < SETTLE_ROUNDS_MAX, "everybody is answered in the end", clients.unanswered());
            tidyUp();
        }
    }

    /** Goes on until what people have entered is drawn for, with a crash somewhere on the way, and with losers who enter again. */
    private void drawAll(SplittableRandom dice) {
        for (int i = 0; i < 6; i++) {
            clock.pass(60_000L * (20 + dice.nextInt(20)));
            if (!crashesWhileItSettles) points.arm(1 + dice.nextInt(100));
            for (int asks = dice.nextInt(12); asks > 0; asks--) clients.ask(requests.place(dice), dice.nextLong());
            finish();
            for (int leaves = dice.nextInt(8); leaves > 0; leaves--) requests.cancel(dice);
            finish();
            if (house != null) house.roll();
        }
        points.arm(0);
        finish();
    }

    /** Goes on for a moment; whether all is done. */
    private boolean settled(int round) {
        clock.pass(20);
        try {
            deliver();
            boolean worked = write();
            SimNode there = node;
            if (worked || there == null || house == null) return false;
            there.background();
            boolean idle = there.follow() == Follower.Step.IDLE && there.followed();
            for (Gate gate : gates) gate.report(clients, true, new SplittableRandom(seed + round));
            return idle
                    && !there.life.over()
                    && house.quiet()
                    && clients.quiet()
                    && gates.stream().allMatch(Gate::quiet);
        } catch (PowerCut cut) {
            return false;
        }
    }

    private void finalChecks() {
        SimNode there = node;
        if (there == null) return;
        ledger.requireReplayed(SimNode.RULES);
        if (around.mutation().looksInside()) {
            unless(there.region.stateHash() == ledger.shadowHash(), "a replay gives the same books", "other hash");
            ledger.sameBooks(there.region);
        }
        new RowCheck(postgres.rows(), ledger).check();
        ledger.naive.requireNothingOverdue(clock.millis());
        int passages = 0;
        for (Gate gate : gates) passages += gate.check(ledger.naive);
        unless(
                ledger.naive.gateEvents.passagesEver() == passages,
                "no gate event comes from nowhere",
                ledger.naive.gateEvents.passagesEver() + " of " + passages);
    }

    @Override
    public void tally(Map<String, LongAdder> reached) {
        for (long seq = 1; seq <= ledger.lastSeq(); seq++) {
            count(reached, ledger.event(seq));
            if (ledger.event(seq) instanceof Event.DrawDecided it)
                reached.computeIfAbsent("drawn " + it.result(), name -> new LongAdder())
                        .increment();
        }
        reached.computeIfAbsent("hold gave way", name -> new LongAdder()).add(ledger.naive.holdsThatGaveWay());
        reached.computeIfAbsent("place taken", name -> new LongAdder()).add(ledger.naive.placesTaken());
        reached.computeIfAbsent("closed by a machine", name -> new LongAdder()).add(ledger.naive.closures.ofMachines());
        reached.computeIfAbsent("strike", name -> new LongAdder()).add(ledger.naive.strikesEver());
        reached.computeIfAbsent("visit left unseen", name -> new LongAdder()).add(ledger.naive.visits.leftUnseen());
        reached.computeIfAbsent("visit odd", name -> new LongAdder()).add(ledger.naive.visits.odd());
        reached.computeIfAbsent("slot ordered", name -> new LongAdder()).add(history.ordered());
        for (Op op : clients.ops())
            for (Op.Attempt attempt : op.attempts) if (attempt.said != null) count(reached, attempt.said);
        for (String line : trace)
            if (line.startsWith(" "))
                reached.computeIfAbsent(line.strip().replaceAll("(( at)?:| while).*", ""), what -> new LongAdder())
                        .increment();
    }

    private static void count(Map<String, LongAdder> reached, Object what) {
        String text = switch (what) {
            case Refusal.QuotaExceeded it -> "quota " + it.rule();
            case Outcome.Admission it -> "told " + it.code();
            case Event.DrawEntered it when it.weight() > 1 -> "entered after a loss";
            default -> what.getClass().getSimpleName();
        };
        reached.computeIfAbsent(text, name -> new LongAdder()).increment();
    }

    long stateHash() {
        return ledger.shadowHash();
    }
}
