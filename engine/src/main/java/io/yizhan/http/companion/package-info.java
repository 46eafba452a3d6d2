/** Companions of reservations: invited by whoever has the place, each with a pass of their own. */
@NullMarked
package io.yizhan.http.companion;

import org.jspecify.annotations.NullMarked;
