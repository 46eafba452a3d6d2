/** A region as the edge is told of it: its sources, where its owner is, and what is looked up in its catalogue and its feed. */
@NullMarked
package io.yizhan.http.region;

import org.jspecify.annotations.NullMarked;
