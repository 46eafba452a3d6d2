package io.yizhan.loadtest.city;

/**
 * Somebody who truly went through a gate.
 *
 * @param atMs by {@link WeekTime}
 * @param person a number of the station's
 * @param credential what the person shows at the gate; empty for who shows nothing
 */
public record Passage(long atMs, String station, String gate, boolean in, int person, String credential) {}
