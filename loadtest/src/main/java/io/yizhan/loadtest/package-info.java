/**
 * Runs k6 scenarios against an engine that is looked at from outside only, holds what k6 was told against the API and against
 * PostgreSQL, and writes the report. {@code loadtest/run} starts it.
 */
@NullMarked
package io.yizhan.loadtest;

import org.jspecify.annotations.NullMarked;
