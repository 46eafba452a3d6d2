/** Puts the parts together: configuration, wiring, and servers of its own where none is given. */
@NullMarked
package io.yizhan.app;

import org.jspecify.annotations.NullMarked;
