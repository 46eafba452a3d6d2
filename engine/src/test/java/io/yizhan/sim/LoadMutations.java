package io.yizhan.sim;

import io.yizhan.core.ActivityTerms;
import io.yizhan.core.BodyCheck;
import io.yizhan.core.Books;
import io.yizhan.core.Closure;
import io.yizhan.core.CompanionBooks;
import io.yizhan.core.CompanionTerms;
import io.yizhan.core.DrawBooks;
import io.yizhan.core.EquipmentMark;
import io.yizhan.core.FitnessBooks;
import io.yizhan.core.Invitation;
import io.yizhan.core.OrderBooks;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.core.StoredCrowd;
import io.yizhan.core.StoredGateClock;
import io.yizhan.core.StoredOrder;
import io.yizhan.core.StoredReservation;
import io.yizhan.core.StoredSlot;
import io.yizhan.core.VenueTerms;
import io.yizhan.core.Visit;
import io.yizhan.core.Workout;
import io.yizhan.region.RegionRows;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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

    static final class ForgetTheKeyOnRecovery extends OfBooks {
        @Override
        StoredReservation loaded(StoredReservation it) {
            return with(it, 0, 0, it.exclusiveSlots(), it.cancelClosesMin());
        }
    }

    /** What a reservation takes is looked up in the catalogue of the day. */
    static final class PlacesByTheCatalogueOfToday extends OfBooks {
        @Override
        StoredReservation loaded(StoredReservation it) {
            int exclusiveSlots = 0;
            for (int i = 0; i < it.slots().length; i++) if (exclusiveNow(it.slots()[i])) exclusiveSlots |= 1 << i;
            return with(it, it.keyHi(), it.keyLo(), exclusiveSlots, it.cancelClosesMin());
        }
    }

    /** How a slot is shared is looked up in the catalogue of the day. */
    static final class SharedAsTheCatalogueOfTodayHasIt extends OfBooks {
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
    static final class ForgetTheCutoffOnRecovery extends OfBooks {
        @Override
        StoredReservation loaded(StoredReservation it) {
            return with(it, it.keyHi(), it.keyLo(), it.exclusiveSlots(), it.cancelClosesMin() + 60);
        }
    }

    /** Whoever was offered a place waits again after each start, and the place is free. */
    static final class OfferAgainAfterAStart extends OfBooks {
        @Override
        StoredReservation loaded(StoredReservation it) {
            boolean offered = it.state() == ReservationState.OFFERED;
            return offered ? waiting(it, ReservationState.WAITLISTED, it.waitEndsAtMs()) : it;
        }
    }

    /** An offer runs for an hour longer after each start. */
    static final class OfferForLongerAfterAStart extends OfBooks {
        @Override
        StoredReservation loaded(StoredReservation it) {
            boolean offered = it.state() == ReservationState.OFFERED;
            return offered ? waiting(it, it.state(), it.waitEndsAtMs() + 3_600_000) : it;
        }
    }

    /** Nobody waits any more after a start. */
    static final class ForgetWhoWaitsOnRecovery extends OfBooks {
        @Override
        @Nullable
        StoredReservation loaded(StoredReservation it) {
            return it.state() == ReservationState.WAITLISTED ? null : it;
        }
    }

    /** A gate's last number is forgotten, so that it counts when it is sent again. */
    static final class CountAGateEventTwice extends OfBooks {
        @Override
        long[] loaded(long[] known) {
            // A single number, whose range would be gone, is left.
            if (known[0] < known[1]) known[1]--;
            return known;
        }
    }

    /** Two ranges become one, with what was missing between them. */
    static final class JoinRangesOverAGap extends OfBooks {
        @Override
        long[] loaded(long[] known) {
            return known.length < 4 ? known : new long[] {known[0], known[known.length - 1]};
        }
    }

    /** What was done on machines is known to nobody after a start: what is told again is another workout. */
    static final class ForgetWorkoutsOnRecovery extends OfBooks {
        @Override
        @Nullable
        Workout loaded(Workout it) {
            return null;
        }
    }

    /** What a closure still owes is forgotten with the process. */
    static final class OweNothingAfterAStart extends OfBooks {
        @Override
        Closure loaded(Closure it) {
            return in(it, it.state().inForce() ? Closure.State.CLOSED : it.state());
        }
    }

    /** What a closure has done it does again. */
    static final class OweAgainAfterAStart extends OfBooks {
        @Override
        Closure loaded(Closure it) {
            boolean again = it.state() == Closure.State.CLOSED && it.cancels();
            return in(it, again ? Closure.State.CANCELLING : it.state());
        }
    }

    /** Which catalogue was told of last is forgotten with the process. */
    static final class SayAgainAfterAStart extends OfBooks {
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

    /** One by which some entries of the books are loaded otherwise than they were stored. */
    abstract static class OfBooks extends Mutation {
        private final Map<Integer, VenueTerms> venues = new HashMap<>();

        /** Null where it is not loaded at all. */
        @Nullable
        StoredReservation loaded(StoredReservation it) {
            return it;
        }

        StoredSlot loaded(StoredSlot it) {
            return it;
        }

        Closure loaded(Closure it) {
            return it;
        }

        /** Null where it is not loaded at all. */
        @Nullable
        Workout loaded(Workout it) {
            return it;
        }

        DrawBooks.StoredDraw loaded(DrawBooks.StoredDraw it) {
            return it;
        }

        DrawBooks.StoredEntry loaded(DrawBooks.StoredEntry it) {
            return it;
        }

        /** Null where the bug forgets it. */
        @Nullable
        StoredOrder loaded(StoredOrder it) {
            return it;
        }

        /** Null where nobody is to have been invited. */
        @Nullable
        Invitation loaded(long reservationId, Invitation invitation) {
            return invitation;
        }

        CompanionTerms loaded(CompanionTerms terms) {
            return terms;
        }

        /** By one reservation. */
        Visit[] loaded(Visit[] visits) {
            return visits;
        }

        /** Of a gate's boot. */
        long[] loaded(long[] known) {
            return known;
        }

        /** The latest version of the catalogue that was told of. */
        long loaded(long version) {
            return version;
        }

        /** By the venue's present terms, which are loaded before all else. */
        final boolean exclusiveNow(long slotKey) {
            VenueTerms terms = venues.get(SlotKey.venueNo(slotKey));
            return terms != null && terms.exclusive();
        }

        @Override
        final RegionRows rows(RegionRows rows) {
            return new PassingRows(rows) {
                @Override
                public Figures load(Books books) throws SQLException {
                    return super.load(new Loaded(books));
                }
            };
        }

        private final class DrawsLoaded implements DrawBooks {
            private final DrawBooks draws;

            DrawsLoaded(DrawBooks draws) {
                this.draws = draws;
            }

            @Override
            public void draw(StoredDraw draw) {
                draws.draw(loaded(draw));
            }

            @Override
            public void entry(StoredEntry entry) {
                draws.entry(loaded(entry));
            }
        }

        private final class Loaded implements Books, FitnessBooks {
            private final Books books;
            /** Reservations that the bug has forgotten, whose visits nobody can keep. */
            private final Set<Long> forgotten = new HashSet<>();

            Loaded(Books books) {
                this.books = books;
            }

            @Override
            public void venue(int venueNo, VenueTerms terms) {
                venues.put(venueNo, terms);
                books.venue(venueNo, terms);
            }

            @Override
            public void slot(StoredSlot slot) {
                books.slot(loaded(slot));
            }

            @Override
            public void slotChanged(long slotKey, long seq) {
                books.slotChanged(slotKey, seq);
            }

            @Override
            public void slotRetired(long slotKey, long seq) {
                books.slotRetired(slotKey, seq);
            }

            @Override
            public void activity(long slotKey, ActivityTerms terms) {
                books.activity(slotKey, terms);
            }

            @Override
            public DrawBooks draws() {
                return new DrawsLoaded(books.draws());
            }

            @Override
            public CompanionBooks companions() {
                return (id, terms, invitation) -> {
                    Invitation loaded = forgotten.contains(id) ? null : loaded(id, invitation);
                    if (loaded != null) books.companions().invitation(id, loaded(terms), loaded);
                };
            }

            @Override
            public OrderBooks orders() {
                return order -> {
                    StoredOrder loaded = loaded(order);
                    if (loaded != null) books.orders().order(loaded);
                };
            }

            @Override
            public void reservation(StoredReservation reservation) {
                StoredReservation loaded = loaded(reservation);
                if (loaded != null) books.reservation(loaded);
                else forgotten.add(reservation.id());
            }

            @Override
            public void gateBoot(String gate, String boot, long[] known, long lastHeardMs) {
                books.gateBoot(gate, boot, loaded(known), lastHeardMs);
            }

            @Override
            public void gateClock(StoredGateClock clock) {
                books.gateClock(clock);
            }

            @Override
            public void crowd(StoredCrowd crowd) {
                books.crowd(crowd);
            }

            @Override
            public void visits(long reservationId, Visit[] visits) {
                if (!forgotten.contains(reservationId)) books.visits(reservationId, loaded(visits));
            }

            @Override
            public void suspended(String member, long untilMs) {
                books.suspended(member, untilMs);
            }

            @Override
            public void closure(Closure closure) {
                books.closure(loaded(closure));
            }

            @Override
            public void closureNumbersFrom(int next) {
                books.closureNumbersFrom(next);
            }

            @Override
            public FitnessBooks fitness() {
                return this;
            }

            @Override
            public void workout(Workout workout) {
                Workout loaded = loaded(workout);
                if (loaded != null) books.fitness().workout(loaded);
            }

            @Override
            public void workoutNumbersFrom(long next) {
                books.fitness().workoutNumbersFrom(next);
            }

            @Override
            public void bodyCheck(long atMs, BodyCheck check) {
                books.fitness().bodyCheck(atMs, check);
            }

            @Override
            public void equipmentMarked(String machine, EquipmentMark mark) {
                books.equipmentMarked(machine, mark);
            }

            @Override
            public void catalogueSaid(long version) {
                books.catalogueSaid(loaded(version));
            }

            @Override
            public void end(long nextReservationId, long atMs) {
                books.end(nextReservationId, atMs);
            }
        }
    }

    static class PassingRows implements RegionRows {
        private final RegionRows rows;

        PassingRows(RegionRows rows) {
            this.rows = rows;
        }

        @Override
        public Ownership stand() throws SQLException {
            return rows.stand();
        }

        @Override
        public Ownership takeOver(ZoneId zone) throws SQLException {
            return rows.takeOver(zone);
        }

        @Override
        public Figures load(Books books) throws SQLException {
            return rows.load(books);
        }
    }
}
