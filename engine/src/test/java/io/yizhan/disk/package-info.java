/** Disks for the journal of a test: in memory, failing or slow on demand, or with a bug of their own. */
@NullMarked
package io.yizhan.disk;

import org.jspecify.annotations.NullMarked;
