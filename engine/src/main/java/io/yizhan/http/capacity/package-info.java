/** Operators give a slot more places, or fewer. */
@NullMarked
package io.yizhan.http.capacity;

import org.jspecify.annotations.NullMarked;
