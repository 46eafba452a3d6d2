package io.yizhan.sim;

import io.yizhan.core.DrawBooks;
import io.yizhan.core.Pseudonym;
import io.yizhan.core.StoredReservation;

/** Bugs of draws by which some entries of the books are loaded otherwise than they were stored. */
final class DrawMutations {
    private DrawMutations() {}

    /** What was revealed of a draw is forgotten with the process. */
    static final class ForgetWhatWasRevealed extends LoadMutations.OfBooks {
        @Override
        DrawBooks.StoredDraw loaded(DrawBooks.StoredDraw it) {
            return draw(it, it.digest(), "", it.withdrawn(), it.carriedOut());
        }
    }

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

    /** What an entry weighs is forgotten. */
    static final class ForgetWhatEntriesWeigh extends LoadMutations.OfBooks {
        @Override
        DrawBooks.StoredEntry loaded(DrawBooks.StoredEntry it) {
            return new DrawBooks.StoredEntry(
                    it.slotKey(), it.number(), it.reservationId(), it.pseudonym(), 1, it.rank(), it.result());
        }
    }

    /** Who waits after a draw waits as everybody: in the order in which they came. */
    static final class ForgetTheDrawnOrder extends LoadMutations.OfBooks {
        @Override
        DrawBooks.StoredEntry loaded(DrawBooks.StoredEntry it) {
            int rank = it.rank() == 0 ? 0 : it.number();
            return new DrawBooks.StoredEntry(
                    it.slotKey(), it.number(), it.reservationId(), it.pseudonym(), it.weight(), rank, it.result());
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

    /** Whoever entered would not wait any more. */
    static final class ForgetWhoWouldWait extends LoadMutations.OfBooks {
        @Override
        StoredReservation loaded(StoredReservation it) {
            return it.entry() == StoredReservation.Entry.WOULD_WAIT
                    ? entered(it, StoredReservation.Entry.ENTERED, it.lost())
                    : it;
        }
    }

    /** Whoever lost a draw weighs no more in the next. */
    static final class ForgetLosses extends LoadMutations.OfBooks {
        @Override
        StoredReservation loaded(StoredReservation it) {
            return entered(it, it.entry(), false);
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

    private static StoredReservation entered(StoredReservation it, StoredReservation.Entry entry, boolean lost) {
        return new StoredReservation(
                it.id(),
                it.member(),
                it.keyHi(),
                it.keyLo(),
                it.state(),
                it.slots(),
                it.party(),
                it.holdExpiresAtMs(),
                it.exclusiveSlots(),
                it.stationNo(),
                it.cancelClosesMin(),
                it.byHost(),
                it.localDays(),
                it.createdAtMs(),
                it.slotEndsMin(),
                it.endedAtMs(),
                it.waitEndsAtMs(),
                it.closureNo(),
                it.takenFor(),
                it.checkInByMs(),
                it.checkedInAtMs(),
                it.strike(),
                it.recurring(),
                entry,
                lost);
    }
}
