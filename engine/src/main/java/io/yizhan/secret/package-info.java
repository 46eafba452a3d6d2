/** Secrets in files that nobody but their owner may read. */
@NullMarked
package io.yizhan.secret;

import org.jspecify.annotations.NullMarked;
