package io.yizhan.sim;

import io.yizhan.core.Event;
import io.yizhan.disk.ChecksumBlindDisk;
import io.yizhan.disk.PassingDisk;
import io.yizhan.journal.Journal;
import io.yizhan.journal.file.DiskFile;
import io.yizhan.journal.file.JournalDisk;
import io.yizhan.rows.MemoryRows;
import io.yizhan.writebehind.RowBatch;
import io.yizhan.writebehind.RowsRefusedException;
import java.io.IOException;

/** Bugs that such an engine might have, each wrapped around its journal, its disk, or PostgreSQL; those of a start are {@link LoadMutations}. */
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

    /** Numbers that a gate gives up are known to the books, and to nobody after them. */
    static final class ForgetWithoutJournal extends Mutation {
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
                    it.venueNo(),
                    it.seqs(),
                    it.happenedAtMs(),
                    it.in(),
                    it.counted(),
                    it.credentials(),
                    new long[0]);
        }
    }

    /** What was missing between two ranges is missing again after a start, though it was given up: the rows don't have it. */
    static final class ForgetWithoutRows extends Mutation {
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
    static final class CheckpointBeforeCommit extends Mutation {
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
    static final class TearACommand extends Mutation {
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
    static final class LoseWhatDoesNotFit extends Mutation {
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
}
