/** What operators have changed, for whoever may look: read from the rows, which follow the journal at their own pace. */
@NullMarked
package io.yizhan.audit;

import org.jspecify.annotations.NullMarked;
