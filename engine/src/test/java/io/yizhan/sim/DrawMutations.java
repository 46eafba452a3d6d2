package io.yizhan.sim;

import io.yizhan.core.DrawBooks;
import io.yizhan.core.Pseudonym;

/** Bugs of draws by which some entries of the books are loaded otherwise than they were stored. */
final class DrawMutations {
    private DrawMutations() {}

    /** A draw that was carried out is owed once more after each start. */
    static final class DrawAgainAfterAStart extends LoadMutations.OfBooks {
        @Override
        DrawBooks.StoredDraw loaded(DrawBooks.StoredDraw it) {
            return draw(it, it.digest(), it.firstSecret(), it.withdrawn(), false);
        }
    }

    /** A draw counts as carried out after each start, whoever is still to be decided about. */
    static final class DrawNothingAfterAStart extends LoadMutations.OfBooks {
        @Override
        DrawBooks.StoredDraw loaded(DrawBooks.StoredDraw it) {
            return draw(
                    it,
                    it.digest(),
                    it.firstSecret(),
                    it.withdrawn(),
                    it.carriedOut() || !it.digest().isEmpty());
        }
    }

    /** The entries of a draw can change after a start: that they were fixed is forgotten. */
    static final class ForgetThatEntriesAreFixed extends LoadMutations.OfBooks {
        @Override
        DrawBooks.StoredDraw loaded(DrawBooks.StoredDraw it) {
            return draw(it, "", "", new int[0], it.carriedOut());
        }
    }

    /** Somebody else's entry after each start. */
    static final class MixUpPseudonyms extends LoadMutations.OfBooks {
        @Override
        DrawBooks.StoredEntry loaded(DrawBooks.StoredEntry it) {
            return new DrawBooks.StoredEntry(
                    it.slotKey(),
                    it.number(),
                    it.reservationId(),
                    new Pseudonym(it.pseudonym().hi(), ~it.pseudonym().lo()),
                    it.weight(),
                    it.rank(),
                    it.result());
        }
    }

    private static DrawBooks.StoredDraw draw(
            DrawBooks.StoredDraw it, String digest, String firstSecret, int[] withdrawn, boolean carriedOut) {
        return new DrawBooks.StoredDraw(
                it.slotKey(),
                it.terms(),
                it.secondCommitment(),
                firstSecret,
                it.secondSecret(),
                it.external(),
                digest,
                digest.isEmpty() ? 0 : it.lines(),
                withdrawn,
                carriedOut);
    }
}
