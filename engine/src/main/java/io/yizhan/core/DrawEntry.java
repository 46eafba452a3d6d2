package io.yizhan.core;

import org.jspecify.annotations.Nullable;

/**
 * One entry of a draw: a copy, safe on any thread.
 *
 * @param number 1 for the first who entered
 * @param withdrawn whether it was taken back before the entries were fixed, or is not in the draw any more while they are not
 * @param rank its place in the drawn order; 0 before that is decided
 * @param result null before that
 */
public record DrawEntry(
        int number,
        String pseudonym,
        int weight,
        boolean withdrawn,
        int rank,
        @Nullable DrawResult result) {}
