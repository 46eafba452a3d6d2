/**
 * Deterministic simulation of one node: the engine's own sequencer, core, journal and write-behind on one thread, between a disk, a
 * database, a clock and clients that are made up and fail as a seed says. {@link io.yizhan.sim.Simulation} runs a seed.
 */
@NullMarked
package io.yizhan.sim;

import org.jspecify.annotations.NullMarked;
