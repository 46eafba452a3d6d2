/** What has become of booking partners' orders, as the rows have it: of those that have left the books, too. */
@NullMarked
package io.yizhan.order;

import org.jspecify.annotations.NullMarked;
