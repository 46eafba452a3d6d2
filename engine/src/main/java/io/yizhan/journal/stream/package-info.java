/** The journal in a stream that whoever takes a region over can reach: the port, and Redis. */
@NullMarked
package io.yizhan.journal.stream;

import org.jspecify.annotations.NullMarked;
