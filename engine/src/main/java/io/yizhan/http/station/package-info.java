/** What everybody may read: stations, their slots and machines, activities, and how full it is. */
@NullMarked
package io.yizhan.http.station;

import org.jspecify.annotations.NullMarked;
