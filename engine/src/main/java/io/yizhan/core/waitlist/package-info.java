/** Who waits for places that are taken, and to whom one that is set free is offered. */
@NullMarked
package io.yizhan.core.waitlist;

import org.jspecify.annotations.NullMarked;
