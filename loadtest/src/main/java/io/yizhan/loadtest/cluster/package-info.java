/**
 * Real servers on the loopback address, as many as a cluster has: engines that share cities, the Redis and the PostgreSQL that they stand
 * on, and nginx in front. {@code loadtest/cluster up} starts them to be looked at, drills start them to be broken.
 */
@NullMarked
package io.yizhan.loadtest.cluster;

import org.jspecify.annotations.NullMarked;
