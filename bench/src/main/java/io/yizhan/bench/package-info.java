/**
 * How fast and how much: the core under JMH, the sequencer with its journal under callers in the process, rows into PostgreSQL, and
 * the bare server that the HTTP figures are ratios of. Figures are printed and recorded, never asserted; what doesn't flake (bytes) is asserted by tests.
 */
@NullMarked
package io.yizhan.bench;

import org.jspecify.annotations.NullMarked;
