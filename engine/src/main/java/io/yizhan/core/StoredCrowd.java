package io.yizhan.core;

/**
 * What the books know of the people in one place, as it is stored.
 *
 * @param venueNo 0 for the station itself
 * @param corrected what all corrections together have added; signed
 * @param passages entries and exits up to the last correction
 * @param heardAtMs when one of its gates was heard last; 0 for never
 * @param countedAtMs when somebody counted last; 0 for never
 * @param asOfMs from when the last correction holds; 0 where there was none
 * @param drift that it found
 */
public record StoredCrowd(
        int stationNo,
        int venueNo,
        long entered,
        long left,
        long corrected,
        long passages,
        long heardAtMs,
        long countedAtMs,
        long asOfMs,
        long drift) {}
