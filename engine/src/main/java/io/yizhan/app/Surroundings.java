package io.yizhan.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.yizhan.config.Config;
import io.yizhan.postgres.Database;
import java.time.InstantSource;

/** What every region of this node stands on. For any thread. */
record Surroundings(Config config, Database database, Vertx vertx, MeterRegistry meters, InstantSource clock) {}
