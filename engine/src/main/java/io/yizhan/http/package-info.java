/**
 * The HTTP edge: routes, problems, authentication and live streams. It checks form and renders; whether something may happen is
 * for the core to decide. Each event loop has its own {@code Loop} and shares nothing that needs a lock.
 * {@link io.yizhan.http.HttpEdge} is the way in.
 */
@NullMarked
package io.yizhan.http;

import org.jspecify.annotations.NullMarked;
