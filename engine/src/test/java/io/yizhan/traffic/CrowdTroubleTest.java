package io.yizhan.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.yizhan.http.HttpEngine;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** The crowd before a door that nobody minds, or behind which something is wrong. */
@Timeout(60)
final class CrowdTroubleTest {
    private static final Traffic TRAFFIC = new Traffic(2, 1);

    private final Logger logger = (Logger) LoggerFactory.getLogger(FirstFault.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    /** The machine's clock, and no pauses. */
    private static final class Restless implements Pace {
        private final Pace real = Pace.of(InstantSource.system());

        @Override
        public Instant now() {
            return real.now();
        }

        @Override
        public void pause(Duration time) throws InterruptedException {
            real.pause(Duration.ofMillis(1));
        }
    }

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    private static Crowd before(int port, Pace pace) {
        return Crowd.start(URI.create("http://127.0.0.1:" + port), "town", TRAFFIC, pace);
    }

    @Test
    void endsAtOnceWhileItWaitsForAnAnswer() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Crowd crowd = before(mute.getLocalPort(), Pace.of(InstantSource.system()));
            try (Socket first = mute.accept();
                    Socket second = mute.accept()) {
                assertThat(first.getInputStream().read()).isEqualTo('P');
                assertThat(second.getInputStream().read()).isEqualTo('P');
                crowd.close();
                assertThat(crowd.isGone()).isTrue();
            }
        }
        assertThat(log.list).isEmpty();
    }

    @Test
    void endsAtOnceWhileItPauses() throws Exception {
        int nobody;
        try (ServerSocket closed = new ServerSocket(0)) {
            nobody = closed.getLocalPort();
        }
        Crowd crowd = before(nobody, Pace.of(InstantSource.system()));
        await("the first try").until(() -> !log.list.isEmpty());
        crowd.close();

        assertThat(crowd.isGone()).isTrue();
    }

    @Test
    void tellsOnceWhatItDidNotExpectAndGoesOn() {
        AtomicInteger asked = new AtomicInteger();
        Vertx vertx = Vertx.vertx();
        try {
            HttpServer server = HttpEngine.await(vertx.createHttpServer()
                    .requestHandler(request -> {
                        asked.incrementAndGet();
                        request.response().setStatusCode(418).end("a teapot");
                    })
                    .listen(0, "127.0.0.1"));
            try (Crowd crowd = before(server.actualPort(), new Restless())) {
                assertThat(crowd).isNotNull();
                await("more tries").until(() -> asked.get() > 20);
            }
        } finally {
            HttpEngine.await(vertx.close());
        }
        assertThat(log.list).hasSize(1);
        assertThat(log.list.getFirst().getThrowableProxy().getMessage())
                .contains("POST", "/dev/tokens was answered 418: a teapot");
    }
}
