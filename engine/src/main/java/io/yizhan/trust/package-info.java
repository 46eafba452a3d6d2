/** Whose certificates this process believes. */
@NullMarked
package io.yizhan.trust;

import org.jspecify.annotations.NullMarked;
