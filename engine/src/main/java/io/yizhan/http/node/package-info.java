/** What every node answers for itself, whatever region is asked for. */
@NullMarked
package io.yizhan.http.node;

import org.jspecify.annotations.NullMarked;
