/** Who is at the other end of a connection, and how much one such client may have: connections, live streams, reads. */
@NullMarked
package io.yizhan.http.client;

import org.jspecify.annotations.NullMarked;
