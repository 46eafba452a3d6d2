package io.yizhan.sim;

import io.yizhan.core.Books;
import io.yizhan.journal.Commits;
import io.yizhan.journal.Journal;
import io.yizhan.journal.stream.EventStream;
import io.yizhan.region.RegionRows;
import io.yizhan.rows.MemoryRows;
import io.yizhan.writebehind.RowBatch;
import io.yizhan.writebehind.RowSink;
import io.yizhan.writebehind.RowsRefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Bugs that a take-over might have, each wrapped around a part of it. */
final class ClusterMutations {
    private ClusterMutations() {}

    /** A bug of one node, in a cluster. */
    static final class OfOneNode extends ClusterMutation {
        private final Mutation bug;

        OfOneNode(Mutation bug) {
            this.bug = bug;
        }

        @Override
        RegionRows rows(RegionRows rows, ClusterSurroundings around) {
            return bug.rows(rows);
        }

        @Override
        Journal journal(Journal journal) {
            return bug.journal(journal);
        }
    }

    /** The rows know nothing of epochs: whoever writes next to the checkpoint may. */
    static final class SkipTheEpochInTheRows extends ClusterMutation {
        private long epochs;

        @Override
        RegionRows.Ownership raise(RegionRows rows, ZoneId zone, ClusterSurroundings around) throws SQLException {
            RegionRows.Ownership stands = rows.stand();
            return new RegionRows.Ownership(++epochs, stands.seq(), stands.servedEpoch());
        }

        @Override
        void serve(long epoch, ClusterSurroundings around) {
            around.postgres().rows().servedEpoch = epoch;
        }

        @Override
        SimPostgres postgres(SimClock clock, long seed) {
            return new SimPostgres(clock, new CrashPoints(where -> {}), seed) {
                @Override
                void commit(long epoch, RowBatch batch) throws RowsRefusedException {
                    super.commit(rows().epoch, batch);
                }
            };
        }

        @Override
        RowSink sink(long epoch, ClusterSurroundings around) {
            return around.postgres().sink(new Life(), around.postgres().rows().epoch);
        }
    }

    /** The stream is read as it stands, and appended to in the name of whoever has it. */
    static final class SkipTheClaim extends ClusterMutation {
        @Override
        EventStream stream(EventStream stream, ClusterSurroundings around) {
            return new PassingStream(stream) {
                @Override
                public Stand claim(long epoch) throws IOException {
                    Stand found = super.stand();
                    return found.epoch() == 0
                            ? super.claim(epoch)
                            : new Stand(Math.min(found.epoch(), epoch), found.endSeq());
                }

                @Override
                public Appended append(long epoch, long formerSeq, long lastSeq, ByteBuffer frame, long trimThroughSeq)
                        throws IOException {
                    return super.append(super.stand().epoch(), formerSeq, lastSeq, frame, trimThroughSeq);
                }
            };
        }
    }

    /** What a take-over reads of the stream is what it saw before it raised an epoch anywhere. */
    static final class ReplayBeforeFencing extends ClusterMutation {
        @Override
        EventStream stream(EventStream stream, ClusterSurroundings around) {
            return new PassingStream(stream) {
                private Stand seen = Stand.NOTHING;
                private List<Entry> entries = List.of();

                @Override
                public Stand stand() throws IOException {
                    seen = super.stand();
                    entries = super.read(0, Integer.MAX_VALUE);
                    return seen;
                }

                @Override
                public Stand claim(long epoch) throws IOException {
                    Stand found = super.claim(epoch);
                    return found.epoch() > epoch ? found : seen;
                }

                @Override
                public List<Entry> read(long afterSeq, int max) {
                    List<Entry> later = new ArrayList<>();
                    for (Entry entry : entries) if (entry.lastSeq() > afterSeq) later.add(entry);
                    return later;
                }
            };
        }
    }

    /** The lease's token, which begins again where Redis is emptied, is the epoch. */
    static final class TrustTheToken extends ClusterMutation {
        @Override
        RegionRows.Ownership raise(RegionRows rows, ZoneId zone, ClusterSurroundings around) throws SQLException {
            RegionRows.Ownership real = rows.takeOver(zone);
            MemoryRows owned = around.postgres().rows();
            owned.epoch = around.redis().lock().token();
            return new RegionRows.Ownership(owned.epoch, real.seq(), real.servedEpoch());
        }
    }

    /** What has just been answered goes from the stream, as if the rows had it. */
    static final class TrimBeforeTheCheckpoint extends ClusterMutation {
        @Override
        EventStream stream(EventStream stream, ClusterSurroundings around) {
            return new PassingStream(stream) {
                @Override
                public Appended append(long epoch, long formerSeq, long lastSeq, ByteBuffer frame, long trimThroughSeq)
                        throws IOException {
                    return super.append(epoch, formerSeq, lastSeq, frame, formerSeq);
                }
            };
        }
    }

    static final class NoGrace extends ClusterMutation {
        @Override
        long graceMs(long ms) {
            return 0;
        }
    }

    /** Whoever raised the epoch is taken for an owner that may have answered. */
    static final class TrustTheRaisedEpoch extends ClusterMutation {
        @Override
        RegionRows rows(RegionRows rows, ClusterSurroundings around) {
            return new RegionRows() {
                @Override
                public Ownership stand() throws SQLException {
                    Ownership real = rows.stand();
                    return new Ownership(real.epoch(), real.seq(), real.epoch());
                }

                @Override
                public Ownership takeOver(ZoneId zone) throws SQLException {
                    return rows.takeOver(zone);
                }

                @Override
                public Figures load(Books books) throws SQLException {
                    return rows.load(books);
                }
            };
        }
    }

    /** An owner serves without having said so in the rows. */
    static final class ServeUnseen extends ClusterMutation {
        @Override
        void serve(long epoch, ClusterSurroundings around) {}
    }

    /** Whoever begins the stream anew does not ask whose it is. */
    static final class RestartWithoutTheEpoch extends ClusterMutation {
        @Override
        EventStream stream(EventStream stream, ClusterSurroundings around) {
            return new PassingStream(stream) {
                @Override
                public long restart(long epoch, long seq) throws IOException {
                    super.stand();
                    around.redis().overwrite(epoch, seq);
                    return epoch;
                }
            };
        }
    }

    /** Where answers wait for the rows, they do not. */
    static final class AnswerBeforeTheCommit extends ClusterMutation {
        @Override
        Commits commits(Commits commits) {
            return (seq, atMost) -> {
                commits.await(seq, Duration.ZERO);
                return true;
            };
        }
    }

    private static class PassingStream implements EventStream {
        private final EventStream stream;

        PassingStream(EventStream stream) {
            this.stream = stream;
        }

        @Override
        public Appended append(long epoch, long formerSeq, long lastSeq, ByteBuffer frame, long trimThroughSeq)
                throws IOException {
            return stream.append(epoch, formerSeq, lastSeq, frame, trimThroughSeq);
        }

        @Override
        public Stand claim(long epoch) throws IOException {
            return stream.claim(epoch);
        }

        @Override
        public long restart(long epoch, long seq) throws IOException {
            return stream.restart(epoch, seq);
        }

        @Override
        public Stand stand() throws IOException {
            return stream.stand();
        }

        @Override
        public boolean moved() throws IOException {
            return stream.moved();
        }

        @Override
        public List<Entry> read(long afterSeq, int max) throws IOException {
            return stream.read(afterSeq, max);
        }

        @Override
        public boolean reachable() {
            return stream.reachable();
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
