/** What changes at a station, told to its readers as Server-Sent Events. */
@NullMarked
package io.yizhan.http.live;

import org.jspecify.annotations.NullMarked;
