/** What members have done on machines, and what was measured of them: seen from what machines say, and read from the rows. */
@NullMarked
package io.yizhan.fitness;

import org.jspecify.annotations.NullMarked;
