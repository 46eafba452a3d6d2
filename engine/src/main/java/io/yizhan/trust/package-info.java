/** Whose certificates this process believes, and what makes and verifies signatures for it. */
@NullMarked
package io.yizhan.trust;

import org.jspecify.annotations.NullMarked;
