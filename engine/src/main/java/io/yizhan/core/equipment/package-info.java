/** Which machines operators have put out of order. How a machine stands by its own word is not in the books. */
@NullMarked
package io.yizhan.core.equipment;

import org.jspecify.annotations.NullMarked;
