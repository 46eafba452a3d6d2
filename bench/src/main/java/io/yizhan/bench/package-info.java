/**
 * How fast and how much: the core and the parts under JMH, the sequencer with its journal under callers in the process, rows into
 * PostgreSQL, other ways to book a place in the same run, and the bare server that the HTTP figures are ratios of. Figures are printed and
 * recorded, never asserted; what doesn't flake (bytes, syncs, hops, statements) is asserted by tests.
 */
@NullMarked
package io.yizhan.bench;

import org.jspecify.annotations.NullMarked;
