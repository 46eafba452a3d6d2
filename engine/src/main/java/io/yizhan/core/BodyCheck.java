package io.yizhan.core;

import java.util.Map;

/**
 * What was measured of somebody at a station on one day. A later word of the same day and station replaces it.
 *
 * @param localDay since 1970-01-01
 * @param amounts of what was measured, as {@link BodyMeasure} says, in its order; not to be changed. Empty where it was taken back
 */
public record BodyCheck(String member, int localDay, int stationNo, Map<BodyMeasure, Integer> amounts) {}
