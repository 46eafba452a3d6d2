/**
 * The single writer of a region: takes a batch, stamps it, decides, applies, journals, syncs once, publishes, and only then answers.
 */
@NullMarked
package io.yizhan.sequencer;

import org.jspecify.annotations.NullMarked;
