/** What stations do for whom, for the city and for those who run them. */
@NullMarked
package io.yizhan.http.report;

import org.jspecify.annotations.NullMarked;
