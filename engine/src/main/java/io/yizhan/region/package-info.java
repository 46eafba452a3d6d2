/** How a region comes to a node of a cluster and leaves it: taking over, standing by. Ports only; no thread and no clock of its own. */
@NullMarked
package io.yizhan.region;

import org.jspecify.annotations.NullMarked;
