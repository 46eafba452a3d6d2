/** Orders of booking partners: which reservations are an order's, and which quotes hold places. */
@NullMarked
package io.yizhan.core.order;

import org.jspecify.annotations.NullMarked;
