/**
 * The ordered, durable events of a region: the port, the file journal, and the record format.
 */
@NullMarked
package io.yizhan.journal;

import org.jspecify.annotations.NullMarked;
