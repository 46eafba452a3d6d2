package io.yizhan.bench;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.yizhan.http.loop.OwnLoops;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The yardstick that figures of gates by MQTT are ratios of: it lets everybody in, reads nothing of what they publish, and acknowledges it. */
@CommandLine.Command(name = "bench/run bare-mqtt", mixinStandardHelpOptions = true, sortOptions = false)
final class BareMqtt implements Callable<Integer> {
    private static final int MESSAGE_BYTES_MAX = 1 << 20;

    @Option(names = "--port", defaultValue = "8883", description = "on 127.0.0.1")
    private int port;

    @Option(names = "--event-loops", defaultValue = "0", description = "0 for one per core")
    private int eventLoops;

    public static void main(String[] args) {
        int code = new CommandLine(new BareMqtt()).execute(args);
        if (code != 0) System.exit(code);
    }

    @Override
    public Integer call() throws Exception {
        int loops = eventLoops == 0 ? Runtime.getRuntime().availableProcessors() : eventLoops;
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops));
        new OwnLoops(vertx)
                .deploy(loops, () -> new Server(port))
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        System.out.println("bare vertx-mqtt on port " + port + ", " + loops + " event loops");
        return 0;
    }

    /** One event loop's share. */
    private static final class Server extends VerticleBase {
        private final int port;

        Server(int port) {
            this.port = port;
        }

        @Override
        public Future<?> start() {
            MqttServerOptions options = new MqttServerOptions().setMaxMessageSize(MESSAGE_BYTES_MAX);
            options.setHost("127.0.0.1").setPort(port).setTcpNoDelay(true);
            return MqttServer.create(vertx, options)
                    .endpointHandler(Server::accept)
                    .listen();
        }

        private static void accept(MqttEndpoint gate) {
            gate.publishHandler(message -> gate.publishAcknowledge(message.messageId()))
                    .accept(false);
        }
    }
}
