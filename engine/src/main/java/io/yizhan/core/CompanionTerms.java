package io.yizhan.core;

/**
 * What holds for the companions of a reservation: the strictest of its venues' policies when the first of them was invited. A later policy does not
 * touch it.
 *
 * @param closesMin from this minute (since 1970 UTC) on nobody is invited, accepts or is replaced any more
 * @param changesMax how many companions who have accepted may be replaced
 * @param holderPresent whether a companion's pass opens a gate only once the holder has checked in
 */
public record CompanionTerms(int closesMin, int changesMax, boolean holderPresent) {
    public long closesAtMs() {
        return closesMin * 60_000L;
    }
}
