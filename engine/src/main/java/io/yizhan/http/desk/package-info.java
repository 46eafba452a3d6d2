/** What operators do for members at a station's desk, and what they see there and have to look after. */
@NullMarked
package io.yizhan.http.desk;

import org.jspecify.annotations.NullMarked;
