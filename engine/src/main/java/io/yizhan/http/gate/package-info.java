/** What gates report: who went in and out. */
@NullMarked
package io.yizhan.http.gate;

import org.jspecify.annotations.NullMarked;
