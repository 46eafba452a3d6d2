/**
 * What is known of a region's machines now: by their own word, and by how long they have said nothing. None of it is durable, and any thread
 * may read it without waiting.
 */
@NullMarked
package io.yizhan.equipment;

import org.jspecify.annotations.NullMarked;
