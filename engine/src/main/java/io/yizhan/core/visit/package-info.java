/** Who may go in, and who is inside: what a gate asks, what it reports, and the visits that follow from both. */
@NullMarked
package io.yizhan.core.visit;

import org.jspecify.annotations.NullMarked;
