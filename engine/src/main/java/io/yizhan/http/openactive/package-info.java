/**
 * The city as open data in the form of OpenActive: where the data is (dataset site), and feeds of what can be booked, by Realtime Paged Data Exchange 1.0
 * and the Modelling Opportunity Data specification 2.0.
 */
@NullMarked
package io.yizhan.http.openactive;

import org.jspecify.annotations.NullMarked;
