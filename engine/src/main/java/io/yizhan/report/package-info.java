/** What stations do for whom, counted for the city and for those who run them: read from the rows, which follow the journal at their own pace. */
@NullMarked
package io.yizhan.report;

import org.jspecify.annotations.NullMarked;
