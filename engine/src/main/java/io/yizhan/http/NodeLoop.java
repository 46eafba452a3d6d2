package io.yizhan.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** What all regions share on one event loop. On that event loop only. */
final class NodeLoop {
    final Vertx vertx;
    final Context context;
    final Loop.Shared shared;
    final Deadlines deadlines;
    final Standstill standstill = new Standstill(System.nanoTime());
    final Forwarder forwarder;
    final HttpDate date = new HttpDate();
    /** Live streams that are open here, of all regions, sent on or not. */
    int liveStreams;

    NodeLoop(Vertx vertx, Context context, Loop.Shared shared) {
        this.vertx = vertx;
        this.context = context;
        this.shared = shared;
        deadlines =
                new Deadlines(shared.options().idleTimeoutS(), shared.options().bodyTimeoutS());
        forwarder = new Forwarder(this);
    }
}
