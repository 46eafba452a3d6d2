/** Addresses of others that are told of events, for admins. */
@NullMarked
package io.yizhan.http.webhook;

import org.jspecify.annotations.NullMarked;
