/**
 * How the books lie in memory: venues, slots, reservations and members in packed cells, and the indexes, lists and timers through them. What
 * lies there, callers decide: here are no rules.
 */
@NullMarked
package io.yizhan.core.table;

import org.jspecify.annotations.NullMarked;
