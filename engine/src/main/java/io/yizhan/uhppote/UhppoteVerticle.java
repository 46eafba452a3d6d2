package io.yizhan.uhppote;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.SocketAddress;
import io.yizhan.catalogue.Controller;
import io.yizhan.catalogue.Gate;
import io.yizhan.controller.ControllerWatch;
import io.yizhan.controller.ControllerWatch.Refused;
import io.yizhan.http.head.LoopbackHosts;
import io.yizhan.http.region.RegionSources;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The one event loop of controllers by UDP. A datagram is no proof of where it comes from: whoever can put one on the controllers' network
 * with a controller's address can count people, so that network has to be theirs alone.
 */
final class UhppoteVerticle extends VerticleBase {
    /** What the system keeps for bursts. */
    private static final int RECEIVE_BUFFER_BYTES = 1024 * 1024;

    private static final int ASK_EVERY_MS = 500;
    private static final int ASKED_MAX = 20;
    private static final int STOP_MAX_MS = 2_000;
    private static final int LOOK_EVERY_MS = 20;

    private final UhppoteOptions options;
    private final UhppoteSources sources;
    private final AtomicInteger port;
    private final ControllerWatch watch;
    /** By serial number. */
    private final Map<String, Heard> heard = new HashMap<>();

    /** A controller from which something came. */
    private static final class Heard {
        final long serial;
        final Delivery delivery;
        final MissedEvents missed;
        SocketAddress from = SocketAddress.inetSocketAddress(0, "127.0.0.1");

        Heard(long serial, Delivery delivery, MissedEvents missed) {
            this.serial = serial;
            this.delivery = delivery;
            this.missed = missed;
        }
    }

    private @Nullable DatagramSocket socket;
    private @Nullable GateDoor door;

    UhppoteVerticle(UhppoteOptions options, UhppoteSources sources, AtomicInteger port) {
        this.options = options;
        this.sources = sources;
        this.port = port;
        watch = new ControllerWatch(sources.meters(), sources.clock());
    }

    @Override
    public Future<?> start() {
        GateDoor own = new GateDoor(vertx, options, sources);
        door = own;
        DatagramSocket listening =
                vertx.createDatagramSocket(new DatagramSocketOptions().setReceiveBufferSize(RECEIVE_BUFFER_BYTES));
        socket = listening;
        listening.handler(packet -> take(packet, own));
        vertx.setPeriodic(ASK_EVERY_MS, tick -> askForMissed(listening));
        return listening
                .listen(options.port(), options.host())
                .onSuccess(it -> port.set(it.localAddress().port()));
    }

    private void take(DatagramPacket packet, GateDoor own) {
        String address = packet.sender().hostAddress();
        UhppoteEvent event = packet.data().length() == UhppoteEvent.BYTES
                ? UhppoteEvent.decode(packet.data().getBytes())
                : null;
        if (event == null) {
            watch.refused(Controller.Kind.UHPPOTE, Refused.UNKNOWN, "", address == null ? "" : address);
            return;
        }
        String serial = Long.toString(event.serial());
        for (RegionSources region : sources.regions()) {
            Gate gate = region.directory().get().gateOfController(Controller.Kind.UHPPOTE, serial);
            if (gate == null || gate.controller() == null) continue;
            if (mayComeFrom(gate.controller(), address)) take(event, packet.sender(), region, serial, own);
            else watch.refused(Controller.Kind.UHPPOTE, Refused.ADDRESS, serial, address);
            return;
        }
        watch.refused(Controller.Kind.UHPPOTE, Refused.UNKNOWN, serial, address);
    }

    private boolean mayComeFrom(Controller controller, String address) {
        if (controller.addresses().isEmpty()) return options.development() && LoopbackHosts.isLoopback(address);
        return controller.mayComeFrom(address);
    }

    /** One that has no event says how it is: nothing happened. */
    private void take(UhppoteEvent event, SocketAddress from, RegionSources region, String serial, GateDoor own) {
        if (event.index() == 0) return;
        Heard it = heard.computeIfAbsent(
                serial,
                first -> new Heard(
                        event.serial(),
                        new Delivery(vertx, own, watch, region, serial, sources.clock()),
                        new MissedEvents()));
        it.from = from;
        it.missed.came(event.index());
        if (event.isThere()) it.delivery.add(event.report());
    }

    /** A few a second: it has people to let in. */
    private void askForMissed(DatagramSocket by) {
        for (Heard each : heard.values()) {
            if (each.missed.isNone()) continue;
            for (long index : each.missed.ask(ASKED_MAX))
                by.send(
                        Buffer.buffer(UhppoteEvent.question(each.serial, index)),
                        each.from.port(),
                        each.from.hostAddress());
        }
    }

    @Override
    public Future<?> stop() {
        DatagramSocket listening = socket;
        GateDoor own = door;
        if (listening == null || own == null) return Future.succeededFuture();
        return listening.close().compose(closed -> idle(STOP_MAX_MS)).eventually(own::close);
    }

    /** What came before is brought in, for so long. */
    private Future<?> idle(int leftMs) {
        boolean all = heard.values().stream().allMatch(it -> it.delivery.isIdle());
        return all || leftMs <= 0
                ? Future.succeededFuture()
                : vertx.timer(LOOK_EVERY_MS, TimeUnit.MILLISECONDS).compose(later -> idle(leftMs - LOOK_EVERY_MS));
    }
}
