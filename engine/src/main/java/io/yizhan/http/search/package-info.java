/** What everybody may look for in a whole city: slots of all stations, the nearest first or the earliest. */
@NullMarked
package io.yizhan.http.search;

import org.jspecify.annotations.NullMarked;
