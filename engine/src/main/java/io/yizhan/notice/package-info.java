/** What members are told, and where they want to be written to: read from the rows, which follow the journal at their own pace. */
@NullMarked
package io.yizhan.notice;

import org.jspecify.annotations.NullMarked;
