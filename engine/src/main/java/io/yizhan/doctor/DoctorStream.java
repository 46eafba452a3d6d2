package io.yizhan.doctor;

import io.yizhan.config.Config;
import io.yizhan.core.Event;
import io.yizhan.journal.stream.EntryReader;
import io.yizhan.journal.stream.EventStream;
import io.yizhan.journal.stream.RedisEventStream;
import io.yizhan.journal.stream.RedisStreamOptions;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.region.RegionRows.Ownership;
import io.yizhan.region.RegionStore;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** What the doctor says of a cluster's journal: whether the stream has, whole and without a gap, what the rows lack. Changes nothing. */
public final class DoctorStream {
    private static final int ENTRIES_MAX = 256;

    private final String region;
    private final Config.Cluster cluster;
    private final PostgresUri rows;
    private final DoctorReport report;

    public DoctorStream(String region, Config.Cluster cluster, PostgresUri rows, DoctorReport report) {
        this.region = region;
        this.cluster = cluster;
        this.rows = rows;
        this.report = report;
    }

    public void run() {
        report.heading("Redis " + cluster.redis().getHost());
        try (EventStream stream = new RedisEventStream(RedisStreamOptions.of(cluster.redis(), region))) {
            // The rows first: an owner at work moves both on, and the stream lets go only of what the rows have.
            Ownership stand = new RegionStore(rows, region).stand();
            EventStream.Stand found = stream.stand();
            if (found.epoch() == 0) {
                if (stand.epoch() > 0)
                    report.wrong("it has nothing of region " + region
                            + ": it was emptied, or is another one than the engines use");
                return;
            }
            report.says("epoch " + found.epoch() + ", up to event " + found.endSeq());
            if (found.epoch() < stand.servedEpoch())
                report.wrong("the rows' last owner was of epoch " + stand.servedEpoch()
                        + ": this is an older copy, or an engine is just taking over");
            check(stream, stand.seq());
        } catch (SQLException | IOException failure) {
            report.wrong("the stream can't be read: " + failure.getMessage());
        }
    }

    private void check(EventStream stream, long checkpoint) throws IOException {
        EntryReader reader = new EntryReader();
        long seq = checkpoint;
        while (true) {
            List<EventStream.Entry> entries = stream.read(seq, ENTRIES_MAX);
            for (EventStream.Entry entry : entries) {
                if (!reader.deliver(entry, seq, (long number, Event event) -> {})) {
                    report.wrong("events between " + seq + " and the batch that ends with " + entry.lastSeq()
                            + " are in neither stream nor rows");
                    return;
                }
                seq = entry.lastSeq();
            }
            if (entries.size() < ENTRIES_MAX) break;
        }
        report.says(
                seq == checkpoint
                        ? "the rows have every event of it"
                        : (seq - checkpoint) + " events that the rows lack, each batch whole, none missing");
    }
}
