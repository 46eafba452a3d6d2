package io.yizhan.core;

/**
 * How the places of a slot are drawn for: published with the slot, before anybody can enter, and never changed for those who have. Minutes are
 * since 1970 UTC.
 *
 * @param drawId the slot's public id, which is part of what is hashed
 * @param round 1, and one more for each further window for entries
 * @param closesMin until when people enter
 * @param revealMin the secrets count if they are revealed by then, and the outside source speaks after it; 0 where there is nothing to wait for
 * @param weightMax the most that an entry can weigh; 1 where all weigh the same
 * @param commitment SHA-256 of the operator's secret, in hex
 * @param source which outside source, and in what form its word is taken; "" where there is none
 */
public record DrawTerms(
        String drawId, int round, int closesMin, int revealMin, int weightMax, String commitment, String source) {
    /** What an entry can weigh at most, by any policy. */
    public static final int WEIGHT_MAX = 4;

    private static final int HASH_CHARS = 64;

    public DrawTerms {
        if (commitment.length() != HASH_CHARS)
            throw new IllegalArgumentException("a draw is announced with a commitment, and not with " + commitment);
        if (weightMax < 1 || weightMax > WEIGHT_MAX)
            throw new IllegalArgumentException("an entry weighs 1 to " + WEIGHT_MAX + ", and not " + weightMax);
    }

    public boolean hasSource() {
        return !source.isEmpty();
    }
}
