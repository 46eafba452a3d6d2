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
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One by which some entries of the books are loaded otherwise than they were stored. */
abstract class LoadMutation extends Mutation {
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
