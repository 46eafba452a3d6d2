package io.yizhan.core;

import org.jspecify.annotations.Nullable;

/**
 * What a member has to show for an entry, and what became of it: a copy, safe on any thread.
 *
 * @param chain the link of this entry: SHA-256 of the one before it and this entry's line, in hex
 * @param rank its place in the drawn order; 0 before that is decided
 * @param result null before that
 */
public record DrawReceipt(
        String drawId,
        int number,
        String pseudonym,
        int weight,
        String chain,
        int rank,
        @Nullable DrawResult result) {}
