package io.yizhan.core;

/**
 * A draw as anybody may see it: a copy, safe on any thread. Texts are "" where nothing is known yet.
 *
 * @param opensAtMs from when everybody can enter
 * @param secondCommitment SHA-256 of the second keeper's secret
 * @param external what the outside source has said
 * @param digest SHA-256 of the lines, once they are fixed
 * @param chain the last receipt's link
 * @param entered how many have entered so far, those included who have left
 * @param lines how many of them were fixed
 * @param withdrawn numbers of those who left before; not to be changed
 */
public record DrawView(
        long slotKey,
        DrawTerms terms,
        DrawState state,
        long opensAtMs,
        String secondCommitment,
        String firstSecret,
        String secondSecret,
        String external,
        String digest,
        String chain,
        int entered,
        int lines,
        int[] withdrawn) {
    /**
     * How much has to be believed: 1 that the operator has not chosen the entries to fit, 2 that two keepers do not act together, 3 that an outside
     * source can't be known before.
     */
    public int level() {
        if (terms.hasSource()) return 3;
        return secondCommitment.isEmpty() ? 1 : 2;
    }

    public long closesAtMs() {
        return terms.closesMin() * 60_000L;
    }

    /** 0 where there is nothing to wait for. */
    public long revealsByMs() {
        return terms.revealMin() * 60_000L;
    }
}
