package io.yizhan.feed;

/**
 * People inside a station, as the gates counted.
 *
 * @param inside entries minus exits, never below zero
 * @param asOfMs when a gate was last heard; 0 for never
 * @param version the event number of the last change
 */
public record Occupancy(int inside, long asOfMs, long version) {}
