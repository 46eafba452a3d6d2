/**
 * What the writer publishes for readers: availability and occupancy, durable before it shows here. One writer, any number of reading
 * threads, no locks.
 */
@NullMarked
package io.yizhan.feed;

import org.jspecify.annotations.NullMarked;
