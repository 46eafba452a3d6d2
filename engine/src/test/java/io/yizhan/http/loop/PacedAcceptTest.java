package io.yizhan.http.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server on one event loop, at which a connection takes a millisecond to set up. */
final class PacedAcceptTest {
    private static final int CROWD = 400;
    /** What is taken in one go when there is room for one more. */
    private static final int AT_ONCE = 16;

    private final AtomicInteger connections = new AtomicInteger();
    private Vertx vertx;
    private int port;

    @BeforeEach
    void listen() {
        vertx = Vertx.builder()
                .with(new VertxOptions().setEventLoopPoolSize(1))
                .withTransport(PacedTransport.best())
                .build();
        NetServer server = vertx.createNetServer(
                new NetServerOptions().setHost("127.0.0.1").setPort(0).setAcceptBacklog(2 * CROWD));
        server.connectHandler(connection -> {
            connections.incrementAndGet();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            connection.handler(connection::write);
        });
        port = server.listen().toCompletionStage().toCompletableFuture().join().actualPort();
    }

    @AfterEach
    void end() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void letsTheOthersBeAnsweredWhileACrowdConnects() throws IOException {
        List<SocketChannel> crowd = new ArrayList<>();
        try (Socket member = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(asked(member)).isEqualTo(7);
            for (int i = 0; i < CROWD; i++) {
                SocketChannel one = SocketChannel.open();
                one.configureBlocking(false);
                one.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                crowd.add(one);
            }
            int most = 0;
            for (int before = connections.get(); before <= CROWD; ) {
                assertThat(asked(member)).isEqualTo(7);
                int now = connections.get();
                most = Math.max(most, now - before);
                before = now;
            }
            assertThat(most).isLessThanOrEqualTo(2 * (PacedAccept.WAITING_MAX + AT_ONCE));
        } finally {
            for (SocketChannel each : crowd) each.close();
        }
    }

    /** Those connections that it gets wait for it, and no others. */
    @Test
    void goesOnForTheOtherLoopsWhereOneStandsStill() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        AtomicInteger verticles = new AtomicInteger();
        AtomicInteger servedPort = new AtomicInteger();
        AtomicInteger served = new AtomicInteger();
        Vertx two = Vertx.builder()
                .with(new VertxOptions().setEventLoopPoolSize(2 + 1))
                .withTransport(PacedTransport.best())
                .build();
        List<Socket> crowd = new ArrayList<>();
        try {
            new OwnLoops(two)
                    .deploy(2, () -> new VerticleBase() {
                        private final boolean stands = verticles.getAndIncrement() == 0;

                        @Override
                        public Future<?> start() {
                            return vertx.createNetServer(new NetServerOptions()
                                            .setHost("127.0.0.1")
                                            .setPort(-1)
                                            .setAcceptBacklog(2 * CROWD))
                                    .connectHandler(connection -> {
                                        if (stands) awaitQuietly(held);
                                        else served.incrementAndGet();
                                    })
                                    .listen()
                                    .onSuccess(it -> servedPort.set(it.actualPort()));
                        }
                    })
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            for (int i = 0; i < CROWD / 2; i++)
                crowd.add(new Socket(InetAddress.getLoopbackAddress(), servedPort.get()));
            await().atMost(Duration.ofSeconds(20)).until(() -> served.get() >= CROWD / 4);
        } finally {
            held.countDown();
            for (Socket each : crowd) each.close();
            two.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static int asked(Socket member) throws IOException {
        member.getOutputStream().write(7);
        return member.getInputStream().read();
    }

    /** Nobody waits for them. */
    @Test
    void takesOthersAfterThoseThatWereGoneAtOnce() throws IOException {
        for (int i = 0; i < 4 * PacedAccept.WAITING_MAX; i++) {
            try (Socket gone = new Socket(InetAddress.getLoopbackAddress(), port)) {
                gone.setSoLinger(true, 0);
            }
        }
        try (Socket member = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(asked(member)).isEqualTo(7);
        }
        await().until(() -> connections.get() > 0);
    }
}
