/** Every event of a region in order, as the rows have it: for whoever is told of what happens here. */
@NullMarked
package io.yizhan.trail;

import org.jspecify.annotations.NullMarked;
