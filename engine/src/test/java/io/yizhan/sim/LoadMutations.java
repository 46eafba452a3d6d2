package io.yizhan.sim;

import io.yizhan.core.Closure;
import io.yizhan.core.ReservationState;
import io.yizhan.core.StoredReservation;
import io.yizhan.core.StoredSlot;
import io.yizhan.core.Workout;
import io.yizhan.region.RegionRows;
import java.sql.SQLException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Bugs of a start: what is loaded is not what was stored. */
final class LoadMutations {
    private LoadMutations() {}

    /** The event at the checkpoint is replayed, although the rows have it. */
    static final class ApplyTwiceAfterRecovery extends Mutation {
        @Override
        RegionRows rows(RegionRows rows) {
            return new PassingRows(rows) {
                @Override
                public Ownership takeOver(ZoneId zone) throws SQLException {
                    Ownership real = super.takeOver(zone);
                    return new Ownership(real.epoch(), Math.max(0, real.seq() - 1), real.servedEpoch());
                }
            };
        }
    }

    static final class ForgetTheKeyOnRecovery extends LoadMutation {
        @Override
        StoredReservation loaded(StoredReservation it) {
            return with(it, 0, 0, it.exclusiveSlots(), it.cancelClosesMin());
        }
    }

    /** What a reservation takes is looked up in the catalogue of the day. */
    static final class PlacesByTheCatalogueOfToday extends LoadMutation {
        @Override
        StoredReservation loaded(StoredReservation it) {
            int exclusiveSlots = 0;
            for (int i = 0; i < it.slots().length; i++) if (exclusiveNow(it.slots()[i])) exclusiveSlots |= 1 << i;
            return with(it, it.keyHi(), it.keyLo(), exclusiveSlots, it.cancelClosesMin());
        }
    }

    /** How a slot is shared is looked up in the catalogue of the day. */
    static final class SharedAsTheCatalogueOfTodayHasIt extends LoadMutation {
        @Override
        StoredSlot loaded(StoredSlot it) {
            return new StoredSlot(
                    it.key(),
                    it.endMin(),
                    it.capacity(),
                    it.releaseMin(),
                    it.neighboursMin(),
                    it.closed(),
                    exclusiveNow(it.key()),
                    it.localDay());
        }
    }

    /** A reservation can be cancelled for an hour longer after each start. */
    static final class ForgetTheCutoffOnRecovery extends LoadMutation {
        @Override
        StoredReservation loaded(StoredReservation it) {
            return with(it, it.keyHi(), it.keyLo(), it.exclusiveSlots(), it.cancelClosesMin() + 60);
        }
    }

    /** Whoever was offered a place waits again after each start, and the place is free. */
    static final class OfferAgainAfterAStart extends LoadMutation {
        @Override
        StoredReservation loaded(StoredReservation it) {
            boolean offered = it.state() == ReservationState.OFFERED;
            return offered ? waiting(it, ReservationState.WAITLISTED, it.waitEndsAtMs()) : it;
        }
    }

    /** An offer runs for an hour longer after each start. */
    static final class OfferForLongerAfterAStart extends LoadMutation {
        @Override
        StoredReservation loaded(StoredReservation it) {
            boolean offered = it.state() == ReservationState.OFFERED;
            return offered ? waiting(it, it.state(), it.waitEndsAtMs() + 3_600_000) : it;
        }
    }

    /** Nobody waits any more after a start. */
    static final class ForgetWhoWaitsOnRecovery extends LoadMutation {
        @Override
        @Nullable
        StoredReservation loaded(StoredReservation it) {
            return it.state() == ReservationState.WAITLISTED ? null : it;
        }
    }

    /** A gate's last number is forgotten, so that it counts when it is sent again. */
    static final class CountAGateEventTwice extends LoadMutation {
        @Override
        long[] loaded(long[] known) {
            // A single number, whose range would be gone, is left.
            if (known[0] < known[1]) known[1]--;
            return known;
        }
    }

    /** Two ranges become one, with what was missing between them. */
    static final class JoinRangesOverAGap extends LoadMutation {
        @Override
        long[] loaded(long[] known) {
            return known.length < 4 ? known : new long[] {known[0], known[known.length - 1]};
        }
    }

    /** What was done on machines is known to nobody after a start: what is told again is another workout. */
    static final class ForgetWorkoutsOnRecovery extends LoadMutation {
        @Override
        @Nullable
        Workout loaded(Workout it) {
            return null;
        }
    }

    /** What a closure still owes is forgotten with the process. */
    static final class OweNothingAfterAStart extends LoadMutation {
        @Override
        Closure loaded(Closure it) {
            return in(it, it.state().inForce() ? Closure.State.CLOSED : it.state());
        }
    }

    /** What a closure has done it does again. */
    static final class OweAgainAfterAStart extends LoadMutation {
        @Override
        Closure loaded(Closure it) {
            boolean again = it.state() == Closure.State.CLOSED && it.cancels();
            return in(it, again ? Closure.State.CANCELLING : it.state());
        }
    }

    /** Which catalogue was told of last is forgotten with the process. */
    static final class SayAgainAfterAStart extends LoadMutation {
        @Override
        long loaded(long catalogueSaid) {
            return 0;
        }
    }

    private static StoredReservation waiting(StoredReservation it, ReservationState state, long waitEndsAtMs) {
        return with(it, it.keyHi(), it.keyLo(), state, it.exclusiveSlots(), it.cancelClosesMin(), waitEndsAtMs);
    }

    private static StoredReservation with(
            StoredReservation it, long keyHi, long keyLo, int exclusiveSlots, int cancelClosesMin) {
        return with(it, keyHi, keyLo, it.state(), exclusiveSlots, cancelClosesMin, it.waitEndsAtMs());
    }

    private static StoredReservation with(
            StoredReservation it,
            long keyHi,
            long keyLo,
            ReservationState state,
            int exclusiveSlots,
            int cancelClosesMin,
            long waitEndsAtMs) {
        return with(it, keyHi, keyLo, state, exclusiveSlots, cancelClosesMin, waitEndsAtMs, it.entry(), it.lost());
    }

    private static StoredReservation with(
            StoredReservation it,
            long keyHi,
            long keyLo,
            ReservationState state,
            int exclusiveSlots,
            int cancelClosesMin,
            long waitEndsAtMs,
            StoredReservation.Entry entry,
            boolean lost) {
        return new StoredReservation(
                it.id(),
                it.member(),
                keyHi,
                keyLo,
                state,
                it.slots(),
                it.party(),
                it.holdExpiresAtMs(),
                exclusiveSlots,
                it.stationNo(),
                cancelClosesMin,
                it.byHost(),
                it.localDays(),
                it.createdAtMs(),
                it.slotEndsMin(),
                it.endedAtMs(),
                waitEndsAtMs,
                it.closureNo(),
                it.takenFor(),
                it.checkInByMs(),
                it.checkedInAtMs(),
                it.strike(),
                it.recurring(),
                entry,
                lost);
    }

    /** The same, as an entry in a draw. */
    static StoredReservation drawn(StoredReservation it, StoredReservation.Entry entry, boolean lost) {
        return with(
                it,
                it.keyHi(),
                it.keyLo(),
                it.state(),
                it.exclusiveSlots(),
                it.cancelClosesMin(),
                it.waitEndsAtMs(),
                entry,
                lost);
    }

    private static Closure in(Closure it, Closure.State state) {
        return new Closure(
                it.no(),
                it.venues(),
                it.fromMin(),
                it.toMin(),
                it.cancels(),
                it.reason(),
                state,
                it.cancelled(),
                it.machine());
    }
}
