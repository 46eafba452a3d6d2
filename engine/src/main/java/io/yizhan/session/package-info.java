/** Sessions that were ended before their time: which, in memory, and in the rows that all nodes share. */
@NullMarked
package io.yizhan.session;

import org.jspecify.annotations.NullMarked;
