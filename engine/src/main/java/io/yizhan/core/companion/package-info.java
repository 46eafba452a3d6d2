/** Who comes along to whose reservation. */
@NullMarked
package io.yizhan.core.companion;

import org.jspecify.annotations.NullMarked;
