package io.yizhan.mqtt;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import io.yizhan.time.Pulse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one event loop of all gates. */
final class MqttVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(MqttVerticle.class);

    /** Who says nothing after having connected is closed. */
    private static final int CONNECT_MAX_S = 10;
    /** Who takes nothing of what was written to it for so long is closed, by the system where it can. */
    private static final int STALLED_MAX_S = 30;

    private static final String LIBRARY = "io.vertx.mqtt.";
    private static final int TICK_MS = 1_000;
    private static final int BEAT_MS = 250;

    private final MqttOptions options;
    private final MqttSources sources;
    private final AtomicInteger port;
    private @Nullable MqttLoop loop;
    private @Nullable MqttServer server;
    private Pulse.@Nullable Heart heart;

    MqttVerticle(MqttOptions options, MqttSources sources, AtomicInteger port) {
        this.options = options;
        this.sources = sources;
        this.port = port;
    }

    @Override
    public Future<?> start() {
        MqttLoop started = new MqttLoop(vertx, options, sources);
        loop = started;
        context.exceptionHandler(MqttVerticle::uncaught);
        SignIn signIn = new SignIn(started);
        MqttServer listening = MqttServer.create(new RuledVertx(started, CONNECT_MAX_S), serverOptions())
                .endpointHandler(signIn::connect)
                .exceptionHandler(failure -> LOG.debug("connection refused: {}", failure.toString()));
        server = listening;
        return listening.listen().onSuccess(it -> {
            port.set(it.actualPort());
            vertx.setPeriodic(
                    TICK_MS, tick -> started.connections.tick(sources.clock().millis()));
            Pulse.Heart beating = sources.pulse().heart();
            heart = beating;
            vertx.setPeriodic(BEAT_MS, tick -> beating.beat(System.nanoTime()));
        });
    }

    /** What a peer sends out of turn is thrown by the server library, where nobody else can catch it. */
    private static void uncaught(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        if (trace.length > 0 && trace[0].getClassName().startsWith(LIBRARY)) {
            LOG.debug("a peer out of turn: {}", failure.toString());
        } else {
            LOG.error("uncaught", failure);
        }
    }

    private MqttServerOptions serverOptions() {
        MqttServerOptions server = new MqttServerOptions()
                .setMaxMessageSize(SignIn.PACKET_BYTES_MAX)
                .setTimeoutOnConnect(CONNECT_MAX_S)
                .setAutoClientId(false);
        server.setHost(options.host())
                .setPort(options.port())
                .setAcceptBacklog(1_024)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setTcpUserTimeout((int) TimeUnit.SECONDS.toMillis(STALLED_MAX_S));
        return server;
    }

    @Override
    public Future<?> stop() {
        MqttLoop started = loop;
        MqttServer listening = server;
        if (started == null || listening == null) return Future.succeededFuture();
        started.stopping = true;
        if (heart != null) heart.stop();
        List<GateConnection> open = started.connections.all();
        Promise<Void> late = Promise.promise();
        long timer = vertx.setTimer(TimeUnit.SECONDS.toMillis(options.limits().stopMaxS()), fired -> late.complete());
        Future<?> answered = open.isEmpty()
                ? Future.succeededFuture()
                : Future.join(open.stream().map(GateConnection::finish).toList());
        return Future.any(answered, late.future())
                .eventually(() -> {
                    vertx.cancelTimer(timer);
                    for (GateConnection each : started.connections.all())
                        each.end(MqttDisconnectReasonCode.SERVER_SHUTTING_DOWN, "stopping");
                    return listening.close();
                })
                .eventually(started.ownEdge::close);
    }
}
