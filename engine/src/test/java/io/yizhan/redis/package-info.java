/** A real Redis for tests: one of a test's own that can be killed and frozen, and one that all tests share. */
@NullMarked
package io.yizhan.redis;

import org.jspecify.annotations.NullMarked;
