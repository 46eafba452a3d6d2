package io.yizhan.sim;

import io.yizhan.core.DrawBooks;
import io.yizhan.core.Pseudonym;
import io.yizhan.core.StoredReservation;

/** Bugs of draws by which some entries of the books are loaded otherwise than they were stored. */
final class DrawMutations {
    private DrawMutations() {}

    /** A draw that was carried out is owed once more after each start. */
    static final class DrawAgainAfterAStart extends LoadMutation {
        @Override
        DrawBooks.StoredDraw loaded(DrawBooks.StoredDraw it) {
            return draw(it, it.digest(), it.firstSecret(), it.withdrawn(), false);
        }
    }

    /** A draw counts as carried out after each start, whoever is still to be decided about. */
    static final class DrawNothingAfterAStart extends LoadMutation {
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
    static final class ForgetThatEntriesAreFixed extends LoadMutation {
        @Override
        DrawBooks.StoredDraw loaded(DrawBooks.StoredDraw it) {
            return draw(it, "", "", new int[0], it.carriedOut());
        }
    }

    /** Somebody else's entry after each start. */
    static final class MixUpPseudonyms extends LoadMutation {
        @Override
        DrawBooks.StoredEntry loaded(DrawBooks.StoredEntry it) {
            Pseudonym other = new Pseudonym(it.pseudonym().hi(), ~it.pseudonym().lo());
            return entry(it, other, it.weight(), it.rank());
        }
    }

    /** Whatever was revealed is secret again after each start. */
    static final class ForgetWhatWasRevealed extends LoadMutation {
        @Override
        DrawBooks.StoredDraw loaded(DrawBooks.StoredDraw it) {
            return new DrawBooks.StoredDraw(
                    it.slotKey(),
                    it.terms(),
                    it.secondCommitment(),
                    "",
                    "",
                    "",
                    it.digest(),
                    it.lines(),
                    it.withdrawn(),
                    it.carriedOut());
        }
    }

    /** After a start nobody in a draw would wait where it has no place for them. */
    static final class ForgetWhoWouldWait extends LoadMutation {
        @Override
        StoredReservation loaded(StoredReservation it) {
            boolean waits = it.entry() == StoredReservation.Entry.WOULD_WAIT;
            return LoadMutations.drawn(it, waits ? StoredReservation.Entry.ENTERED : it.entry(), it.lost());
        }
    }

    /** After a start nobody has lost in a draw. */
    static final class ForgetLosses extends LoadMutation {
        @Override
        StoredReservation loaded(StoredReservation it) {
            return LoadMutations.drawn(it, it.entry(), false);
        }
    }

    /** After a start all entries weigh the same. */
    static final class ForgetWeights extends LoadMutation {
        @Override
        DrawBooks.StoredEntry loaded(DrawBooks.StoredEntry it) {
            return entry(it, it.pseudonym(), 1, it.rank());
        }
    }

    /** After a start the drawn order is that in which people have entered. */
    static final class OrderAsTheyCame extends LoadMutation {
        @Override
        DrawBooks.StoredEntry loaded(DrawBooks.StoredEntry it) {
            return entry(it, it.pseudonym(), it.weight(), it.rank() == 0 ? 0 : it.number());
        }
    }

    private static DrawBooks.StoredEntry entry(DrawBooks.StoredEntry it, Pseudonym pseudonym, int weight, int rank) {
        return new DrawBooks.StoredEntry(
                it.slotKey(), it.number(), it.reservationId(), pseudonym, weight, rank, it.result());
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
