package io.yizhan.bench.chart;

/**
 * What an axis shows.
 *
 * @param label with the unit
 * @param logarithmic for values above 0 that span several powers of ten; otherwise linear from 0
 */
public record Axis(String label, boolean logarithmic) {}
