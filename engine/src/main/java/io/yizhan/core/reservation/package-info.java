/** What members ask of their reservations, and who has taken which places until when. */
@NullMarked
package io.yizhan.core.reservation;

import org.jspecify.annotations.NullMarked;
