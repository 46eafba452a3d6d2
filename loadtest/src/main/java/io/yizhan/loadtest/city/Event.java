package io.yizhan.loadtest.city;

/**
 * What a gate has seen.
 *
 * @param boot of the gate, from 1 on
 * @param seq within its boot, from 1 on
 * @param clockMs how far ahead the gate's clock was; no simulated time, but time as an engine has it
 */
public record Event(int boot, long seq, Passage passage, long clockMs) {}
