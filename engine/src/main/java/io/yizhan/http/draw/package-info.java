/** Draws as anybody may look at them, and what operators say of them. */
@NullMarked
package io.yizhan.http.draw;

import org.jspecify.annotations.NullMarked;
