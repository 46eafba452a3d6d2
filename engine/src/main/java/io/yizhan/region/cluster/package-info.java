/**
 * A region that goes from node to node: standing by, taking over, owning on lease, giving away.
 *
 * <p>{@link io.yizhan.region.cluster.TakeOver} and {@link io.yizhan.region.cluster.Standby} know ports only, and no thread and no clock of
 * their own. {@link io.yizhan.region.cluster.RegionSteward} is the thread that has them do so.
 */
@NullMarked
package io.yizhan.region.cluster;

import org.jspecify.annotations.NullMarked;
