/**
 * Fault drills: a real engine and a real PostgreSQL under load, a fault at a set time, and the truth at the end. {@code loadtest/drill
 * --help} tells all.
 */
@NullMarked
package io.yizhan.loadtest.drill;

import org.jspecify.annotations.NullMarked;
