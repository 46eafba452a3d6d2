/** Time as it passes: until when something may take, how long to wait before the next try, whether something still moves. */
@NullMarked
package io.yizhan.time;

import org.jspecify.annotations.NullMarked;
