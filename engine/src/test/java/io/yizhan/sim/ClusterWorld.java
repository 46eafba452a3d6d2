package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.journal.stream.StreamJournalOptions;
import io.yizhan.sim.Script.Act;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Two to four nodes, the servers that they share, and who uses them; all that a seed decides. */
final class ClusterWorld implements Play {
    private static final long SETTLE_MS_MAX = 600_000;
    private static final long OWNERLESS_MS_MAX = 400;

    private final long seed;
    private final SimClock clock = new SimClock();
    private final SimRedis redis = new SimRedis(clock);
    private final boolean[] dbAway = {false};
    private final DoubleFault doubleFault = new DoubleFault(redis, ClusterSurroundings.GRACE_MS);
    private final Ledger ledger = new Ledger(SimNode.RULES);
    private final History history = new History(clock);
    private final Clients clients = new Clients(clock, ledger, history);
    private final SimCatalogue catalogue;
    private final Requests requests;
    private final List<Gate> gates = List.of(new Gate("g1", 1), new Gate("g2", 2), new Gate("g3", 1));
    private final List<ClusterNode> nodes = new ArrayList<>();
    private final PriorityQueue<Due> later =
            new PriorityQueue<>(Comparator.comparingLong(Due::atMs).thenComparingLong(Due::order));
    private final List<String> trace = new ArrayList<>();
    private final SplittableRandom dice;
    private final ClusterSurroundings around;

    private @Nullable Fiber current;
    private long order;
    private long ownerlessSinceMs;
    private int deaths;
    private int undecided;
    private long turns;
    private int drawsToDisturb;

    private record Due(long atMs, long order, Runnable what) {}

    ClusterWorld(long seed, Town town, ClusterMutation mutation) {
        this.seed = seed;
        catalogue = new SimCatalogue(town);
        requests = new Requests(clock, catalogue, clients);
        dice = new SplittableRandom(~seed);
        boolean leaseLies = dice.nextInt(5) == 0;
        around = new ClusterSurroundings(
                clock,
                catalogue,
                redis,
                mutation.postgres(clock, dice.nextLong()),
                dbAway,
                new Chronicle(ledger, doubleFault),
                doubleFault,
                mutation,
                () -> java.util.Objects.requireNonNull(current),
                StreamJournalOptions.of(ClusterSurroundings.REGION)
                        .batchBytesMax(64 * 1024)
                        .bytesMax(dice.nextInt(4) == 0 ? 64 * 1024 : 1 << 20),
                dice.nextInt(6) == 0,
                leaseLies,
                new long[] {0, 100, 1_000}[dice.nextInt(3)]);
        clients.lossPercent(new int[] {0, 3, 20}[dice.nextInt(3)]);
        clients.route(this::desk);
        if (town == Town.OF_DRAWS) drawsToDisturb = 5;
        int count = 2 + dice.nextInt(3);
        for (int no = 1; no <= count; no++) {
            ClusterNode node = new ClusterNode(no, around, dice.nextLong(), this::later, trace::add);
            if (no > 1 && dice.nextBoolean()) node.clockBehindMs = 60_000L * dice.nextInt(10);
            nodes.add(node);
        }
    }

    private void later(long ms, Runnable what) {
        later.add(new Due(clock.passedMs() + ms, order++, what));
    }

    @Override
    public List<String> trace() {
        return trace;
    }

    @Override
    public int crashes() {
        return deaths;
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
        return turns;
    }

    /** Any node sends a request on to whom it takes for the owner; there may be several who take themselves for it. */
    private @Nullable Desk desk(SplittableRandom way) {
        List<Desk> open = new ArrayList<>();
        for (ClusterNode node : nodes) {
            OwnedDesk owned = owned(node);
            if (owned != null && owned.open()) open.add(owned);
        }
        return open.isEmpty() ? null : open.get(way.nextInt(open.size()));
    }

    private void roll() {
        for (ClusterNode node : nodes) {
            OwnedDesk owned = owned(node);
            if (owned != null) owned.house.roll();
        }
    }

    private static @Nullable OwnedDesk owned(ClusterNode node) {
        ClusterProcess process = node.process();
        return process == null ? null : process.owned();
    }

    @Override
    public void run(List<Act> script) {
        try {
            for (Act act : script) {
                int asked = clients.ops().size();
                trace.add(act.no() + " " + act.kind().name());
                int at = trace.size() - 1;
                carryOut(act);
                trace.set(at, trace.get(at) + clients.askedSince(asked) + " @" + clock.passedMs());
                pass(1);
            }
            settle();
        } catch (DoubleFault.Happened declared) {
            trace.add("    lost by a double fault");
        } catch (Violation judged) {
            if (!doubleFault.successorWasHidden()) throw judged;
            trace.add("    a successor hidden");
        } finally {
            for (ClusterNode node : nodes) node.kill(0);
        }
    }

    private ClusterNode node(SplittableRandom act) {
        return nodes.get(act.nextInt(nodes.size()));
    }

    private void carryOut(Act act) {
        SplittableRandom luck = new SplittableRandom(act.dice());
        switch ((ClusterAct) act.kind()) {
            case PLACE -> clients.ask(requests.place(luck), luck.nextLong());
            case CONFIRM -> requests.confirm(luck);
            case CANCEL -> requests.cancel(luck);
            case FIND -> requests.find(luck);
            case LIST -> requests.list(luck);
            case GATE -> {
                Gate gate = gates.get(luck.nextInt(gates.size()));
                gate.count(luck.nextInt(4), clock.millis() - luck.nextInt(60_000), luck);
                gate.report(clients, false, luck);
                requests.recount(luck);
            }
            case GATE_RESTARTS -> gates.get(luck.nextInt(gates.size())).restart(luck);
            case DUPLICATE -> {
                if (!clients.ops().isEmpty()) clients.duplicate(Requests.recent(clients.ops(), luck));
            }
            case OPEN -> roll();
            case CLOSE -> requests.close(luck);
            case LIFT -> requests.lift(luck);
            case CAPACITY -> requests.capacity(luck);
            case CATALOGUE_CHANGES -> {
                catalogue.change(luck);
                if (luck.nextBoolean()) roll();
                clients.ask(catalogue.note(), luck.nextLong());
            }
            case PASS -> pass(1 + luck.nextInt(luck.nextInt(3) == 0 ? 1_000 : 60));
            case PASS_SECONDS -> pass(1_000 + luck.nextInt(4_000));
            case PASS_MINUTES -> standStill(60_000L * catalogue.town().someMinutes(luck));
            case TRY -> order(node(luck), process -> process.wants = true);
            case GIVE_UP -> order(node(luck), process -> process.wants = false);
            case HAND_OVER -> order(node(luck), process -> process.handsOver = process.owned() != null);
            case FORGET_LEASE -> {
                int times = 1 + luck.nextInt(6);
                for (ClusterNode node : nodes) order(node, process -> process.renewalsForgotten = times);
            }
            case KILL -> {
                ClusterNode node = victim(luck);
                deaths++;
                trace.add("    n" + node.no + " dies");
                node.kill(luck.nextInt(4_000));
            }
            case PAUSE -> {
                ClusterNode node = victim(luck);
                node.pause(luck.nextInt(luck.nextBoolean() ? 9_000 : 900));
                trace.add("    n" + node.no + " is paused");
            }
            case GO_ON -> nodes.forEach(ClusterNode::goOn);
            case CLOCK_SET -> node(luck).clockBehindMs = 60_000L * luck.nextInt(30);
            case REDIS_AWAY -> redis.away[0] = true;
            case REDIS_CUT -> victim(luck).redis.cut = true;
            case REDIS_REQUEST_LOST -> victim(luck).redis.lost = 1 + luck.nextInt(3);
            case REDIS_REQUEST_LATE -> victim(luck).redis.late = 1 + luck.nextInt(3);
            case REDIS_ANSWER_LOST -> victim(luck).redis.unanswered = 1 + luck.nextInt(3);
            case REDIS_SLOW -> victim(luck).redis.slow = 1 + luck.nextInt(5);
            case REDIS_EMPTIED -> {
                redis.flush();
                if (luck.nextBoolean()) order(node(luck), process -> process.wants = true);
            }
            case REDIS_FALLS_BACK -> fallBack(luck);
            case REDIS_HEALS -> {
                redis.away[0] = false;
                nodes.forEach(node -> node.redis.heal());
            }
            case DB_AWAY -> dbAway[0] = true;
            case DB_CUT -> victim(luck).postgres.cut = true;
            case DB_REQUEST_LOST -> victim(luck).postgres.lost = 1 + luck.nextInt(3);
            case DB_RESET -> around.postgres().resets(1 + luck.nextInt(2));
            case DB_ANSWER_LOST -> victim(luck).postgres.unanswered = 1 + luck.nextInt(2);
            case DB_COMMIT_LATE -> around.postgres().lateCommits(1 + luck.nextInt(2));
            case DB_SLOW -> victim(luck).postgres.slow = 1 + luck.nextInt(4);
            case DB_HEALS -> {
                dbAway[0] = false;
                around.postgres().heal();
                nodes.forEach(node -> node.postgres.heal());
            }
        }
    }

    /** A failover may forget what was just done, or some seconds of everything. */
    private void fallBack(SplittableRandom luck) {
        if (around.leaseLies())
            return; // Both at once: only the lease tells a superseded owner from its successor then.
        if (luck.nextBoolean()) redis.fallBack(1 + luck.nextInt(4), 0);
        else redis.fallBack(1, luck.nextInt(5_000));
        if (luck.nextBoolean()) order(node(luck), process -> process.wants = true);
    }

    /** More often than not an owner. */
    private ClusterNode victim(SplittableRandom luck) {
        ClusterNode any = node(luck);
        if (luck.nextInt(3) > 0) for (ClusterNode node : nodes) if (owned(node) != null) return node;
        return any;
    }

    private static void order(ClusterNode node, java.util.function.Consumer<ClusterProcess> order) {
        ClusterProcess process = node.process();
        if (process != null) order.accept(process);
    }

    /** Minutes in which no node does anything: as where all of them are suspended. */
    private void standStill(long ms) {
        long fromMs = clock.passedMs();
        clock.pass(ms);
        for (ClusterNode node : nodes) order(node, process -> process.unable(fromMs, clock.passedMs()));
        pass(1);
    }

    /** Lets so much time pass, and everybody do what is due in it. */
    private void pass(long ms) {
        long untilMs = clock.passedMs() + ms;
        while (clock.passedMs() < untilMs) {
            turn();
            long fromMs = clock.passedMs();
            clock.pass(Math.clamp(nextMs() - fromMs, 1, untilMs - fromMs));
            for (ClusterNode node : nodes)
                if (!node.ableToWork()) order(node, process -> process.unable(fromMs, clock.passedMs()));
        }
    }

    private long nextMs() {
        long next = clients.nextMs();
        Due due = later.peek();
        if (due != null) next = Math.min(next, due.atMs());
        for (ClusterNode node : nodes) {
            ClusterProcess process = node.process();
            if (node.paused()) next = Math.min(next, node.pausedUntilMs());
            else if (process == null) next = Math.min(next, node.startAtMs());
            else for (Fiber fiber : process.fibers) if (!fiber.ended()) next = Math.min(next, fiber.wakeAtMs());
        }
        return next;
    }

    /** Everybody whose time it is does one thing, or waits a little longer. */
    private void turn() {
        long nowMs = clock.passedMs();
        for (Due due = later.peek(); due != null && due.atMs() <= nowMs; due = later.peek()) {
            later.remove();
            due.what().run();
        }
        for (ClusterNode node : nodes) node.startIfDue();
        if (drawsToDisturb > 0 && ledger.naive.draws.isHalfDone() && dice.nextInt(6) == 0) disturbDraw();
        summonOwner();
        for (ClusterNode node : nodes) {
            OwnedDesk owned = owned(node);
            if (owned != null && owned.open() && !node.paused()) owned.house.offer(owned);
        }
        clients.deliver();
        int first = dice.nextInt(nodes.size());
        for (int i = 0; i < nodes.size(); i++) run(nodes.get((first + i) % nodes.size()), nowMs);
    }

    private void run(ClusterNode node, long nowMs) {
        ClusterProcess process = node.process();
        if (process == null || node.paused()) return;
        for (int i = 0; i < process.fibers.size(); i++) {
            Fiber fiber = process.fibers.get(i);
            if (!fiber.due(nowMs) || dice.nextInt(8) == 0) continue;
            turns++;
            current = fiber;
            fiber.resume();
            current = null;
        }
        process.fibers.removeIf(Fiber::ended);
    }

    /** What comes seldom by itself: who gives places dies, hangs or leaves before all are given. */
    private void disturbDraw() {
        drawsToDisturb--;
        for (ClusterNode node : nodes) {
            if (owned(node) == null || node.paused()) continue;
            switch (dice.nextInt(3)) {
                case 0 -> {
                    deaths++;
                    node.kill(dice.nextInt(4_000));
                }
                case 1 -> node.pause(dice.nextInt(9_000));
                default -> order(node, process -> process.handsOver = process.owned() != null);
            }
            trace.add("    n" + node.no + " leaves a draw");
        }
    }

    /** Who is to own a region is decided by whoever is there. */
    private void summonOwner() {
        boolean owned = false;
        for (ClusterNode node : nodes) {
            ClusterProcess process = node.process();
            owned |= process != null && !node.paused() && (process.owned() != null || process.wants);
        }
        if (owned) ownerlessSinceMs = clock.passedMs();
        if (clock.passedMs() - ownerlessSinceMs < OWNERLESS_MS_MAX) return;
        order(nodes.get(dice.nextInt(nodes.size())), process -> process.wants = true);
    }

    /** Heals everything, lets everybody finish, and looks whether all is there. */
    private void settle() {
        trace.add("settles");
        redis.away[0] = false;
        dbAway[0] = false;
        around.postgres().heal();
        for (ClusterNode node : nodes) {
            node.redis.heal();
            node.postgres.heal();
            node.goOn();
            node.clockBehindMs = 0;
        }
        clients.lossPercent(0);
        finish();
        if (catalogue.town() == Town.OF_DRAWS) drawAll();
        ledger.naive.closures.requireNothingOwed();
        finalChecks();
        undecided = history.check(clients.ops(), ledger.naive);
    }

    /** Goes on until what people have entered is drawn for, and with losers who enter again. */
    private void drawAll() {
        for (int i = 0; i < 5; i++) {
            standStill(60_000L * (20 + dice.nextInt(20)));
            for (int asks = dice.nextInt(12); asks > 0; asks--) clients.ask(requests.place(dice), dice.nextLong());
            roll();
            finish();
        }
    }

    private void finish() {
        long endMs = clock.passedMs() + SETTLE_MS_MAX;
        int round = 0;
        while (!settled()) {
            unless(
                    clock.passedMs() < endMs,
                    "everybody is answered in the end",
                    clients.unanswered() + " " + processes());
            pass(50);
            if (desk(dice) != null)
                for (Gate gate : gates) gate.report(clients, true, new SplittableRandom(seed + round++));
        }
    }

    private List<String> processes() {
        return nodes.stream().map(node -> String.valueOf(node.process())).toList();
    }

    private boolean settled() {
        int owners = 0;
        for (ClusterNode node : nodes) {
            ClusterProcess process = node.process();
            if (process == null) return false;
            OwnedDesk owned = process.owned();
            if (owned == null && !process.followed() && !process.wants) return false;
            if (owned == null) continue;
            owners++;
            if (!owned.quiet()) return false;
        }
        return owners == 1 && clients.quiet() && gates.stream().allMatch(Gate::quiet);
    }

    private void finalChecks() {
        ledger.requireReplayed(SimNode.RULES);
        for (ClusterNode node : nodes) {
            OwnedDesk owned = owned(node);
            if (owned == null) continue;
            unless(owned.books.stateHash() == ledger.shadowHash(), "a replay gives the same books", "other hash");
            ledger.sameBooks(owned.books);
        }
        new RowCheck(around.postgres().rows(), ledger).check();
        int passages = 0;
        for (Gate gate : gates) passages += gate.check(ledger.naive);
        unless(
                ledger.naive.gateEvents.passagesEver() == passages,
                "no gate event comes from nowhere",
                ledger.naive.gateEvents.passagesEver() + " of " + passages);
    }

    @Override
    public void tally(Map<String, LongAdder> reached) {
        for (long seq = 1; seq <= ledger.lastSeq(); seq++) count(reached, name(ledger.event(seq)));
        for (Op op : clients.ops())
            for (Op.Attempt attempt : op.attempts) if (attempt.said != null) count(reached, name(attempt.said));
        for (String line : trace)
            if (line.startsWith(" ")) count(reached, line.strip().replaceAll("^n\\d |:.*", ""));
        for (String line : trace) if (line.endsWith(", followed")) count(reached, "owns, followed");
        reached.computeIfAbsent("slot ordered", name -> new LongAdder()).add(history.ordered());
    }

    private static String name(Object what) {
        return what.getClass().getSimpleName();
    }

    private static void count(Map<String, LongAdder> reached, String what) {
        reached.computeIfAbsent(what, name -> new LongAdder()).increment();
    }
}
