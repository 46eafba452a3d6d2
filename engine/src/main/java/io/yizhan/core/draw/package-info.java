/** Draws of the hottest slots: who has entered, what is published of them, and the order that anybody can recompute. */
@NullMarked
package io.yizhan.core.draw;

import org.jspecify.annotations.NullMarked;
