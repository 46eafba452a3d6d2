package io.yizhan.core;

/**
 * That a member did not come.
 *
 * @param reservation to what
 * @param atMs since when
 * @param lapsesAtMs from when it counts no more
 */
public record Strike(Reservation reservation, long atMs, long lapsesAtMs) {}
