/** Reads journal, stream and rows without changing them, and tells in words whether they agree. */
@NullMarked
package io.yizhan.doctor;

import org.jspecify.annotations.NullMarked;
