/**
 * The HTTP edge, wired: which path is answered by what in which of the rooms below. It checks form and renders; whether something may happen
 * is for the core to decide. Each event loop has its own of all of it and shares nothing that needs a lock. {@link io.yizhan.http.HttpEdge}
 * is the way in.
 */
@NullMarked
package io.yizhan.http;

import org.jspecify.annotations.NullMarked;
