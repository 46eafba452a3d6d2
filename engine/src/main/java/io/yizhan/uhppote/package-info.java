/** UHPPOTE's controllers, which tell of each event by UDP: read here, and brought to this node's own HTTP edge as events of their gates. */
@NullMarked
package io.yizhan.uhppote;

import org.jspecify.annotations.NullMarked;
