/**
 * The books of one region: slots, reservations, members, gates and occupancy, and the rules that change them.
 *
 * <p>Pure: no clock, no random source, no thread, no I/O. Time arrives with each call, in milliseconds since 1970 UTC. One
 * thread, the region's writer, owns all of it. {@link io.yizhan.core.Region} is the way in.
 */
@NullMarked
package io.yizhan.core;

import org.jspecify.annotations.NullMarked;
