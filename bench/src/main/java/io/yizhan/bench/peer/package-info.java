/**
 * Other ways to book a place, each in its best honest form against a real server, and the engine's own in the same harness. The work is
 * the same for all: see that the slot has a place left, take it, and keep one booking under an idempotency key; answer when that is as
 * durable as it gets there.
 */
@NullMarked
package io.yizhan.bench.peer;

import org.jspecify.annotations.NullMarked;
