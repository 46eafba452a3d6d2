/** Reservations and their passes, for the members who have them. */
@NullMarked
package io.yizhan.http.reservation;

import org.jspecify.annotations.NullMarked;
