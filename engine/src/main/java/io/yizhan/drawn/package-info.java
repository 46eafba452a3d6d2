/** Draws that have left the books, for whoever wants to check one later: read from the rows, where they stay. */
@NullMarked
package io.yizhan.drawn;

import org.jspecify.annotations.NullMarked;
