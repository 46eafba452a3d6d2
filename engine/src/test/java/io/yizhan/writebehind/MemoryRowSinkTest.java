package io.yizhan.writebehind;

import io.yizhan.audit.Audit;
import io.yizhan.audit.MemoryAudit;
import io.yizhan.core.Books;
import io.yizhan.rows.MemoryRows;

/** The rows that the simulation stands on keep what the real ones keep. */
class MemoryRowSinkTest extends RowSinkContract {
    @Override
    Place place() {
        return new Memory();
    }

    private static final class Memory implements Place {
        private MemoryRows rows = new MemoryRows();

        @Override
        public RowSink takeOver() {
            rows = rows.owned();
            long epoch = rows.epoch;
            return new RowSink() {
                @Override
                public long connect() throws RowsRefusedException {
                    if (rows.epoch != epoch) throw new RowsRefusedException("another owner", true, null);
                    return rows.seq;
                }

                @Override
                public int write(RowBatch batch) throws RowsRefusedException {
                    rows = rows.with(epoch, batch);
                    return 1;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void load(Books books) {
            rows.load(books);
        }

        @Override
        public Audit audit() {
            MemoryAudit audit = new MemoryAudit();
            audit.acts.putAll(rows.operatorActs);
            audit.asOfMs = rows.atMs();
            return audit;
        }
    }
}
