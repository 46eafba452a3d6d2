package io.yizhan.http.loop;

import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives servers event loops that no other server is on. Vert.x hands its loops out in turn, and whoever else asks for one between two verticles
 * takes a turn as well: two verticles on one loop are half a server, though all looks well. Any thread.
 */
public final class OwnLoops {
    private static final Logger LOG = LoggerFactory.getLogger(OwnLoops.class);

    /** More turns than any pool has loops. */
    private static final int TURNS_MAX = 500;

    public final Vertx vertx;
    private final Set<Thread> taken = ConcurrentHashMap.newKeySet();

    public OwnLoops(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Deploys so many verticles, one after the other. Where no loop is left that nobody has, they share.
     *
     * @return by what they can be ended; fails as soon as one of them does, and the others end with Vert.x
     */
    public Future<List<String>> deploy(int count, Supplier<? extends Deployable> verticles) {
        Future<List<String>> deployed = Future.succeededFuture(new ArrayList<>());
        for (int i = 0; i < count; i++)
            deployed = deployed.compose(ids -> deploy(verticles, TURNS_MAX).map(id -> {
                ids.add(id);
                return ids;
            }));
        return deployed;
    }

    private Future<String> deploy(Supplier<? extends Deployable> verticles, int turns) {
        if (turns == 0) {
            LOG.warn("there are fewer event loops than servers: some share one");
            return vertx.deployVerticle(verticles.get());
        }
        return vertx.deployVerticle(new OnAFreeLoop(verticles))
                .recover(failure -> failure instanceof TakenException
                        ? deploy(verticles, turns - 1)
                        : Future.failedFuture(failure));
    }

    /** Ends those verticles. Their loops are not given to others. */
    public Future<Void> undeploy(List<String> ids) {
        return Future.join(ids.stream().map(vertx::undeploy).toList()).mapEmpty();
    }

    private final class OnAFreeLoop implements Deployable {
        private final Supplier<? extends Deployable> verticles;
        private Deployable verticle = context -> Future.succeededFuture();

        OnAFreeLoop(Supplier<? extends Deployable> verticles) {
            this.verticles = verticles;
        }

        @Override
        public Future<?> deploy(Context context) throws Exception {
            if (!taken.add(Thread.currentThread())) return Future.failedFuture(new TakenException());
            verticle = verticles.get();
            return verticle.deploy(context);
        }

        @Override
        public Future<?> undeploy(Context context) throws Exception {
            return verticle.undeploy(context);
        }
    }

    /** Another server has this loop. */
    private static final class TakenException extends Exception {
        private static final long serialVersionUID = 1;

        TakenException() {
            super("taken", null, false, false);
        }
    }
}
