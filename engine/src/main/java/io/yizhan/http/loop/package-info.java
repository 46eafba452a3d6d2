/** What belongs to one event loop: the regions as it sees them, answers from the writer, deadlines and meters; and how it gets its connections. */
@NullMarked
package io.yizhan.http.loop;

import org.jspecify.annotations.NullMarked;
