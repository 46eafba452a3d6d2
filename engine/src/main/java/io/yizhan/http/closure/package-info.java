/** Operators close venues for some time, and open them again. */
@NullMarked
package io.yizhan.http.closure;

import org.jspecify.annotations.NullMarked;
