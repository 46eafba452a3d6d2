/** Which node should own which region: leases, who is there, and how regions are spread. Never who may write: that is the epoch's. */
@NullMarked
package io.yizhan.lease;

import org.jspecify.annotations.NullMarked;
