/**
 * What a city offers: stations, venues, weekly schedules, activities and policies, as a file that people write and the engine
 * checks; and the slots that follow from it for the days ahead. Knows calendars and zones; knows no booking.
 */
@NullMarked
package io.yizhan.catalogue;

import org.jspecify.annotations.NullMarked;
