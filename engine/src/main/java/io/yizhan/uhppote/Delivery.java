package io.yizhan.uhppote;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.yizhan.catalogue.Controller;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Gate;
import io.yizhan.controller.ControllerWatch;
import io.yizhan.controller.Passages;
import io.yizhan.controller.Report;
import io.yizhan.core.GateCommand;
import io.yizhan.http.region.RegionSources;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What one controller has told, on its way to the books: in order, together while one message is under way, and again until it is durable.
 * Beyond {@value #WAITING_MAX} the newest are let go of. On one event loop.
 */
final class Delivery {
    static final int WAITING_MAX = 1_000;

    private static final int TOGETHER_MAX = 200;
    private static final int RETRY_MS = 1_000;

    private final Vertx vertx;
    private final GateDoor door;
    private final ControllerWatch watch;
    private final RegionSources region;
    private final String serial;
    private final InstantSource clock;
    private final Deque<Report> waiting = new ArrayDeque<>();
    private boolean underWay;

    Delivery(
            Vertx vertx,
            GateDoor door,
            ControllerWatch watch,
            RegionSources region,
            String serial,
            InstantSource clock) {
        this.vertx = vertx;
        this.door = door;
        this.watch = watch;
        this.region = region;
        this.serial = serial;
        this.clock = clock;
    }

    void add(Report report) {
        if (waiting.size() >= WAITING_MAX) {
            watch.lost(Controller.Kind.UHPPOTE, serial, 1);
            return;
        }
        waiting.add(report);
        if (!underWay) go();
    }

    /** Whether all that came is settled. */
    boolean isIdle() {
        return waiting.isEmpty();
    }

    private void go() {
        if (waiting.isEmpty()) return;
        Directory directory = region.directory().get();
        Gate gate = directory.gateOfController(Controller.Kind.UHPPOTE, serial);
        Controller controller = gate == null ? null : gate.controller();
        if (gate == null || controller == null) {
            watch.lost(Controller.Kind.UHPPOTE, serial, waiting.size());
            waiting.clear();
            return;
        }
        underWay = true;
        int together = Math.min(waiting.size(), TOGETHER_MAX);
        Passages passages = new Passages(controller, directory.city().zone(), clock.millis());
        waiting.stream().limit(together).forEach(passages::add);
        Future<Boolean> done = Future.succeededFuture(true);
        int stationNo = directory.stationNoOfGate(gate.id());
        for (GateCommand.RecordGateEvents command :
                passages.commands(gate.id(), stationNo, directory.venueNoOfGate(gate.id())))
            done = done.compose(good -> good ? record(command) : Future.succeededFuture(false));
        done.onComplete(result -> settled(result.succeeded() && result.result(), together, controller, passages));
    }

    private void settled(boolean good, int together, Controller controller, Passages passages) {
        if (good) {
            for (int i = 0; i < together; i++) waiting.remove();
            watch.heard(controller, passages);
            underWay = false;
            go();
        } else {
            vertx.setTimer(RETRY_MS, again -> {
                underWay = false;
                go();
            });
        }
    }

    /** Whether it is settled: what is wrong in itself is as wrong the next time. That a gate is unknown, its city's owner may say for a moment. */
    private Future<Boolean> record(GateCommand.RecordGateEvents command) {
        return door.record(region.region(), command).map(status -> {
            boolean later = status == 401 || status == 404 || status == 429 || status >= 500;
            if (status != 200 && !later) watch.lost(Controller.Kind.UHPPOTE, serial, command.seqs().length);
            return !later;
        });
    }
}
