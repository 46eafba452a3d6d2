/** Orders of booking partners by the Open Booking API 1.0 (https://openactive.io/open-booking-api/EditorsDraft/), for what costs nothing. */
@NullMarked
package io.yizhan.http.openactive.order;

import org.jspecify.annotations.NullMarked;
