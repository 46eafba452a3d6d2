/** How full stations were, and usually are: every five minutes for some months, kept in rows of their own. */
@NullMarked
package io.yizhan.occupancy;

import org.jspecify.annotations.NullMarked;
