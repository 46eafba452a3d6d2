/** Which venues are closed, when and why, and the reservations that this ends. */
@NullMarked
package io.yizhan.core.closure;

import org.jspecify.annotations.NullMarked;
