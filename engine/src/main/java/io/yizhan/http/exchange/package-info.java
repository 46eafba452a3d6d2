/** One request and its one answer: framing, admission, the body, the command, and the form of the answer. */
@NullMarked
package io.yizhan.http.exchange;

import org.jspecify.annotations.NullMarked;
