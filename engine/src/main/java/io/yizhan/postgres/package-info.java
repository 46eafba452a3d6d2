/** PostgreSQL itself: the server that the engine brings, the way to any other, and the tables in it. Not what the rows mean. */
@NullMarked
package io.yizhan.postgres;

import org.jspecify.annotations.NullMarked;
