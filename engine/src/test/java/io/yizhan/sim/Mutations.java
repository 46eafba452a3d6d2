package io.yizhan.sim;

import io.yizhan.core.Books;
import io.yizhan.core.Closure;
import io.yizhan.core.Event;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.core.StoredReservation;
import io.yizhan.core.VenueTerms;
import io.yizhan.disk.ChecksumBlindDisk;
import io.yizhan.disk.PassingDisk;
import io.yizhan.journal.Journal;
import io.yizhan.journal.file.DiskFile;
import io.yizhan.journal.file.JournalDisk;
import io.yizhan.region.RegionRows;
import io.yizhan.rows.MemoryRows;
import io.yizhan.writebehind.RowBatch;
import io.yizhan.writebehind.RowsRefusedException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** Bugs that such an engine might have, each wrapped around a part of it. */
final class Mutations {
    private Mutations() {}

    /** The sync of a batch is made up for when the next one comes. */
    static final class AnswerBeforeSync extends Mutation {
        @Override
        Journal journal(Journal journal) {
            return new PassingJournal(journal) {
                @Override
                public void append(Event event, boolean continues) {
                    try {
                        if (late) journal.sync();
                    } catch (IOException failure) {
                        throw new java.io.UncheckedIOException(failure);
                    }
                    late = false;
                    super.append(event, continues);
                }

                private boolean late;

                @Override
                public void sync() {
                    late = true;
                }
            };
        }
    }

    static final class SkipAChecksum extends Mutation {
        @Override
        JournalDisk disk(JournalDisk disk) {
            return new ChecksumBlindDisk(disk);
        }
    }

    /** The event at the checkpoint is replayed, although the rows have it. */
    static final class ApplyTwiceAfterRecovery extends Mutation {
        @Override
        RegionRows rows(RegionRows rows) {
            return new RegionRows() {
                @Override
                public Ownership stand() throws SQLException {
                    return rows.stand();
                }

                @Override
                public Ownership takeOver(ZoneId zone) throws SQLException {
                    Ownership real = rows.takeOver(zone);
                    return new Ownership(real.epoch(), Math.max(0, real.seq() - 1), real.servedEpoch());
                }

                @Override
                public Figures load(Books books) throws SQLException {
                    return rows.load(books);
                }
            };
        }
    }

    static class ForgetTheKeyOnRecovery extends Mutation {
        @Override
        RegionRows rows(RegionRows rows) {
            return loading(rows, books -> new PassingBooks(books) {
                @Override
                public void reservation(StoredReservation it) {
                    super.reservation(with(it, 0, 0, it.exclusiveSlots(), it.cancelClosesMin()));
                }
            });
        }
    }

    /** What a reservation takes is looked up in the catalogue of the day. */
    static class PlacesByTheCatalogueOfToday extends Mutation {
        @Override
        RegionRows rows(RegionRows rows) {
            return loading(rows, books -> new BooksOfToday(books) {
                @Override
                public void reservation(StoredReservation it) {
                    int exclusiveSlots = 0;
                    for (int i = 0; i < it.slots().length; i++) {
                        if (exclusiveNow(it.slots()[i])) exclusiveSlots |= 1 << i;
                    }
                    super.reservation(with(it, it.keyHi(), it.keyLo(), exclusiveSlots, it.cancelClosesMin()));
                }
            });
        }
    }

    /** How a slot is shared is looked up in the catalogue of the day. */
    static class SharedAsTheCatalogueOfTodayHasIt extends Mutation {
        @Override
        RegionRows rows(RegionRows rows) {
            return loading(rows, books -> new BooksOfToday(books) {
                @Override
                public void slot(
                        long key,
                        int endMin,
                        int capacity,
                        int releaseMin,
                        int neighboursMin,
                        boolean closed,
                        boolean exclusive,
                        int localDay) {
                    super.slot(key, endMin, capacity, releaseMin, neighboursMin, closed, exclusiveNow(key), localDay);
                }
            });
        }
    }

    /** A reservation can be cancelled for an hour longer after each start. */
    static class ForgetTheCutoffOnRecovery extends Mutation {
        @Override
        RegionRows rows(RegionRows rows) {
            return loading(rows, books -> new PassingBooks(books) {
                @Override
                public void reservation(StoredReservation it) {
                    super.reservation(with(it, it.keyHi(), it.keyLo(), it.exclusiveSlots(), it.cancelClosesMin() + 60));
                }
            });
        }
    }

    /** Whoever was offered a place waits again after each start, and the place is free. */
    static class OfferAgainAfterAStart extends Mutation {
        @Override
        RegionRows rows(RegionRows rows) {
            return loading(rows, books -> new PassingBooks(books) {
                @Override
                public void reservation(StoredReservation it) {
                    boolean offered = it.state() == ReservationState.OFFERED;
                    super.reservation(offered ? waiting(it, ReservationState.WAITLISTED, it.waitEndsAtMs()) : it);
                }
            });
        }
    }

    /** An offer runs for an hour longer after each start. */
    static class OfferForLongerAfterAStart extends Mutation {
        @Override
        RegionRows rows(RegionRows rows) {
            return loading(rows, books -> new PassingBooks(books) {
                @Override
                public void reservation(StoredReservation it) {
                    boolean offered = it.state() == ReservationState.OFFERED;
                    super.reservation(offered ? waiting(it, it.state(), it.waitEndsAtMs() + 3_600_000) : it);
                }
            });
        }
    }

    /** Nobody waits any more after a start. */
    static class ForgetWhoWaitsOnRecovery extends Mutation {
        @Override
        RegionRows rows(RegionRows rows) {
            return loading(rows, books -> new PassingBooks(books) {
                @Override
                public void reservation(StoredReservation it) {
                    if (it.state() != ReservationState.WAITLISTED) super.reservation(it);
                }
            });
        }
    }

    private static StoredReservation waiting(StoredReservation it, ReservationState state, long waitEndsAtMs) {
        return new StoredReservation(
                it.id(),
                it.member(),
                it.keyHi(),
                it.keyLo(),
                state,
                it.slots(),
                it.party(),
                it.holdExpiresAtMs(),
                it.exclusiveSlots(),
                it.stationNo(),
                it.cancelClosesMin(),
                it.byHost(),
                it.localDay(),
                it.createdAtMs(),
                it.slotEndsMin(),
                it.endedAtMs(),
                waitEndsAtMs,
                it.closureNo(),
                it.takenFor());
    }

    private static StoredReservation with(
            StoredReservation it, long keyHi, long keyLo, int exclusiveSlots, int cancelClosesMin) {
        return new StoredReservation(
                it.id(),
                it.member(),
                keyHi,
                keyLo,
                it.state(),
                it.slots(),
                it.party(),
                it.holdExpiresAtMs(),
                exclusiveSlots,
                it.stationNo(),
                cancelClosesMin,
                it.byHost(),
                it.localDay(),
                it.createdAtMs(),
                it.slotEndsMin(),
                it.endedAtMs(),
                it.waitEndsAtMs(),
                it.closureNo(),
                it.takenFor());
    }

    /** A gate's last number is forgotten, so that it counts when it is sent again. */
    static class CountAGateEventTwice extends Mutation {
        @Override
        RegionRows rows(RegionRows rows) {
            return loading(rows, books -> new PassingBooks(books) {
                @Override
                public void gateBoot(String gate, String boot, int stationNo, long[] known, long lastHeardMs) {
                    // A single number, whose range would be gone, is left.
                    if (known[0] < known[1]) known[1]--;
                    super.gateBoot(gate, boot, stationNo, known, lastHeardMs);
                }
            });
        }
    }

    /** Numbers that a gate gives up are known to the books, and to nobody after them. */
    static class ForgetWithoutJournal extends Mutation {
        @Override
        Journal journal(Journal journal) {
            return new PassingJournal(journal) {
                @Override
                public void append(Event event, boolean continues) {
                    super.append(event instanceof Event.GateEventsRecorded it ? without(it) : event, continues);
                }
            };
        }

        private static Event without(Event.GateEventsRecorded it) {
            return new Event.GateEventsRecorded(
                    it.atMs(),
                    it.gate(),
                    it.boot(),
                    it.stationNo(),
                    it.seqs(),
                    it.happenedAtMs(),
                    it.in(),
                    it.counted(),
                    it.credentials(),
                    new long[0]);
        }
    }

    /** Two ranges become one, with what was missing between them. */
    static class JoinRangesOverAGap extends Mutation {
        @Override
        RegionRows rows(RegionRows rows) {
            return loading(rows, books -> new PassingBooks(books) {
                @Override
                public void gateBoot(String gate, String boot, int stationNo, long[] known, long lastHeardMs) {
                    long[] joined = known.length < 4 ? known : new long[] {known[0], known[known.length - 1]};
                    super.gateBoot(gate, boot, stationNo, joined, lastHeardMs);
                }
            });
        }
    }

    /** What was missing between two ranges is missing again after a start, though it was given up: the rows don't have it. */
    static class ForgetWithoutRows extends Mutation {
        @Override
        SimPostgres postgres(SimClock clock, CrashPoints points, long seed) {
            return new SimPostgres(clock, points, seed) {
                @Override
                void commit(long epoch, RowBatch batch) throws RowsRefusedException {
                    super.commit(epoch, batch);
                    set(rows().withoutGivenUp());
                }
            };
        }
    }

    /** The checkpoint moves in a transaction of its own, before that of the rows. */
    static class CheckpointBeforeCommit extends Mutation {
        @Override
        SimPostgres postgres(SimClock clock, CrashPoints points, long seed) {
            return new SimPostgres(clock, points, seed) {
                @Override
                void commit(long epoch, RowBatch batch) throws RowsRefusedException {
                    MemoryRows whole = rows().with(epoch, batch);
                    set(rows().withCheckpointOf(batch));
                    points.pass("commit");
                    set(whole);
                }
            };
        }
    }

    /** A batch ends within a command. */
    static class TearACommand extends Mutation {
        @Override
        Journal journal(Journal journal) {
            return new PassingJournal(journal) {
                @Override
                public void append(Event event, boolean continues) {
                    try {
                        if (continues) journal.sync();
                    } catch (IOException failure) {
                        throw new java.io.UncheckedIOException(failure);
                    }
                    super.append(event, false);
                }
            };
        }
    }

    /** What of a command does not fit into the batch is lost: a batch takes four events. */
    static class LoseWhatDoesNotFit extends Mutation {
        @Override
        Journal journal(Journal journal) {
            return new PassingJournal(journal) {
                private int inBatch;

                @Override
                public void append(Event event, boolean continues) {
                    if (continues && inBatch >= 2) return;
                    super.append(event, continues);
                    inBatch++;
                }

                @Override
                public void sync() throws IOException {
                    super.sync();
                    inBatch = 0;
                }
            };
        }
    }

    /** What a closure still owes is forgotten with the process. */
    static class OweNothingAfterAStart extends Mutation {
        @Override
        RegionRows rows(RegionRows rows) {
            return loading(rows, books -> new PassingBooks(books) {
                @Override
                public void closure(Closure it) {
                    super.closure(in(it, it.state().inForce() ? Closure.State.CLOSED : it.state()));
                }
            });
        }
    }

    /** What a closure has done it does again. */
    static class OweAgainAfterAStart extends Mutation {
        @Override
        RegionRows rows(RegionRows rows) {
            return loading(rows, books -> new PassingBooks(books) {
                @Override
                public void closure(Closure it) {
                    boolean again = it.state() == Closure.State.CLOSED && it.cancels();
                    super.closure(in(it, again ? Closure.State.CANCELLING : it.state()));
                }
            });
        }
    }

    private static Closure in(Closure it, Closure.State state) {
        return new Closure(
                it.no(), it.venues(), it.fromMin(), it.toMin(), it.cancels(), it.reason(), state, it.cancelled());
    }

    static final class IgnoreAFailedSync extends Mutation {
        @Override
        JournalDisk disk(JournalDisk disk) {
            return new PassingDisk(disk) {
                @Override
                protected DiskFile file(DiskFile file) {
                    return new PassingFile(file) {
                        @Override
                        public void force() {
                            try {
                                super.force();
                            } catch (IOException ignored) {
                                // That is the bug.
                            }
                        }
                    };
                }
            };
        }
    }

    interface Around {
        Books books(Books books);
    }

    private static RegionRows loading(RegionRows rows, Around around) {
        return new RegionRows() {
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
                return rows.load(around.books(books));
            }
        };
    }

    /** Knows the venues' present terms. */
    private static class BooksOfToday extends PassingBooks {
        private final Map<Integer, VenueTerms> venues = new HashMap<>();

        BooksOfToday(Books books) {
            super(books);
        }

        @Override
        public void venue(int venueNo, VenueTerms terms) {
            venues.put(venueNo, terms);
            super.venue(venueNo, terms);
        }

        boolean exclusiveNow(long slotKey) {
            VenueTerms terms = venues.get(SlotKey.venueNo(slotKey));
            return terms != null && terms.exclusive();
        }
    }

    private static class PassingBooks implements Books {
        private final Books books;

        PassingBooks(Books books) {
            this.books = books;
        }

        @Override
        public void venue(int venueNo, VenueTerms terms) {
            books.venue(venueNo, terms);
        }

        @Override
        public void slot(
                long key,
                int endMin,
                int capacity,
                int releaseMin,
                int neighboursMin,
                boolean closed,
                boolean exclusive,
                int localDay) {
            books.slot(key, endMin, capacity, releaseMin, neighboursMin, closed, exclusive, localDay);
        }

        @Override
        public void reservation(StoredReservation reservation) {
            books.reservation(reservation);
        }

        @Override
        public void gateBoot(String gate, String boot, int stationNo, long[] known, long lastHeardMs) {
            books.gateBoot(gate, boot, stationNo, known, lastHeardMs);
        }

        @Override
        public void occupancy(int stationNo, long entered, long left) {
            books.occupancy(stationNo, entered, left);
        }

        @Override
        public void closure(Closure closure) {
            books.closure(closure);
        }

        @Override
        public void closureNumbersFrom(int next) {
            books.closureNumbersFrom(next);
        }

        @Override
        public void end(long nextReservationId, long atMs) {
            books.end(nextReservationId, atMs);
        }
    }
}
