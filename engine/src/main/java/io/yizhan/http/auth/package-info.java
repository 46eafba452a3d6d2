/** Who is asking: tokens, the keys that verify them, and what a verified token says of its bearer. */
@NullMarked
package io.yizhan.http.auth;

import org.jspecify.annotations.NullMarked;
