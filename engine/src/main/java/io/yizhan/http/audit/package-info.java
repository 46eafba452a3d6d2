/** What operators have changed, for operators and admins. */
@NullMarked
package io.yizhan.http.audit;

import org.jspecify.annotations.NullMarked;
