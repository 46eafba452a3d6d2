/** Which operator has changed something, and how it was before: said together with the change. */
@NullMarked
package io.yizhan.core.audit;

import org.jspecify.annotations.NullMarked;
