/** What members have done on machines, and what was measured of them. */
@NullMarked
package io.yizhan.http.fitness;

import org.jspecify.annotations.NullMarked;
