/** Who did not come to what they have booked, and what becomes of them. */
@NullMarked
package io.yizhan.core.strike;

import org.jspecify.annotations.NullMarked;
