/** A region while a node has it: taken up from rows and journal, owned, its slots kept open, its figures told. Knows no edge. */
@NullMarked
package io.yizhan.region;

import org.jspecify.annotations.NullMarked;
