/**
 * A simulated city: what truly happens at its stations' gates, what gates make of it, how that reaches an engine, and whether the engine
 * counts right. All of it up to the engine is a function of a seed. {@code loadtest/city} starts it; {@code loadtest/drill gates} has it beside
 * kills of the engine.
 */
@NullMarked
package io.yizhan.loadtest.city;

import org.jspecify.annotations.NullMarked;
