package io.yizhan.http.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnLoopsTest {
    private static final int POOL = 3;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(POOL));
    private final OwnLoops loops = new OwnLoops(vertx);
    private final Set<Thread> used = ConcurrentHashMap.newKeySet();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger stopped = new AtomicInteger();

    @AfterEach
    void close() {
        done(vertx.close());
    }

    private static <T> T done(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    /** Somebody else takes turns until the loop that the last verticle got is next. */
    private class Server extends VerticleBase {
        private final int othersTurns;

        Server(int othersTurns) {
            this.othersTurns = othersTurns;
        }

        @Override
        public Future<?> start() {
            started.incrementAndGet();
            used.add(Thread.currentThread());
            for (int i = 0; i < othersTurns; i++)
                ((VertxInternal) vertx).nettyEventLoopGroup().next();
            return Future.succeededFuture();
        }

        @Override
        public Future<?> stop() {
            stopped.incrementAndGet();
            return Future.succeededFuture();
        }
    }

    @Test
    void eachServerIsOnALoopOfItsOwnWhoeverElseTakesTurns() {
        for (int others = 0; others <= POOL; others++) {
            used.clear();
            int turns = others;
            Vertx fresh = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(POOL));
            OwnLoops own = new OwnLoops(fresh);
            done(own.deploy(2, () -> new Server(turns)));
            done(own.deploy(1, () -> new Server(turns)));
            assertThat(used).as("with %d turns of others", others).hasSize(POOL);
            done(fresh.close());
        }
    }

    @Test
    void whereThereAreMoreServersThanLoopsTheyShare() {
        done(loops.deploy(POOL + 1, () -> new Server(0)));
        assertThat(started).hasValue(POOL + 1);
        assertThat(used).hasSize(POOL);
    }

    @Test
    void endsThoseThatItHasDeployed() {
        List<String> ids = done(loops.deploy(2, () -> new Server(0)));
        done(loops.undeploy(ids));
        assertThat(stopped).hasValue(2);
    }

    @Test
    void failsWhereAServerDoes() {
        Future<List<String>> failing = loops.deploy(2, () -> new VerticleBase() {
            @Override
            public Future<?> start() {
                return Future.failedFuture("the port is taken");
            }
        });
        assertThatThrownBy(() -> done(failing)).hasRootCauseMessage("the port is taken");
    }
}
