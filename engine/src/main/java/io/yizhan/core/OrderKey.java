package io.yizhan.core;

/**
 * By what a booking partner calls an order: a UUID that it has chosen, which is its own alone.
 *
 * @param broker the partner, as its token says
 * @param hi upper half of the UUID
 * @param lo lower half of it
 */
public record OrderKey(String broker, long hi, long lo) {}
