package io.yizhan.region;

import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Station;
import io.yizhan.feed.Feed;
import io.yizhan.feed.Occupancy;
import io.yizhan.feed.StationFeed;
import io.yizhan.occupancy.Confidence;
import io.yizhan.occupancy.OccupancyHistory;
import io.yizhan.occupancy.OccupancySamples;
import io.yizhan.occupancy.OccupancySamples.Sample;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes every five minutes how full each station of an owned region is shown to be. It is what readers saw, and not what has happened: so it
 * goes to the rows by itself, and not through the journal. Where the rows are away meanwhile, or no engine runs, those five minutes are missing.
 */
final class OccupancySampler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OccupancySampler.class);
    private static final long BUCKET_MS = OccupancyHistory.BUCKET_MIN * 60_000L;
    private static final int BUCKETS_AN_HOUR = 60 / OccupancyHistory.BUCKET_MIN;
    private static final long RETRY_MS = 10_000;

    private final Supplier<Directory> present;
    private final Feed feed;
    private final OccupancySamples samples;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("occupancy").daemon().unstarted(task));
    private long writtenBucket;
    private long notBeforeMs;
    private boolean away;

    OccupancySampler(Supplier<Directory> present, Feed feed, OccupancySamples samples, InstantSource clock) {
        this.present = present;
        this.feed = feed;
        this.samples = samples;
        this.clock = clock;
        // The five minutes that are under way have begun without it.
        writtenBucket = clock.millis() / BUCKET_MS;
    }

    void begin() {
        // Looks at the clock instead of waiting for a moment, since the clock may be set.
        var unused = timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            writeWhereDue();
            away = false;
        } catch (SQLException failure) {
            if (!away) LOG.warn("how full stations are is not kept for now: {}", failure.getMessage());
            away = true;
            notBeforeMs = clock.millis() + RETRY_MS;
        } catch (RuntimeException | Error failure) {
            // Errors too: a timer that throws is not run again.
            LOG.error("how full stations are can't be kept", failure);
            notBeforeMs = clock.millis() + RETRY_MS;
        }
    }

    void writeWhereDue() throws SQLException {
        long nowMs = clock.millis();
        long bucket = nowMs / BUCKET_MS;
        if (bucket <= writtenBucket || nowMs < notBeforeMs) return;
        samples.write(Math.toIntExact(bucket * OccupancyHistory.BUCKET_MIN), shown(nowMs));
        if (bucket % BUCKETS_AN_HOUR == 0 || writtenBucket == 0) samples.forget(Math.toIntExact(nowMs / 60_000));
        writtenBucket = bucket;
    }

    private List<Sample> shown(long nowMs) {
        Directory directory = present.get();
        List<Sample> all = new ArrayList<>();
        for (Station station : directory.stations()) {
            int no = directory.stationNo(station.id());
            StationFeed of = feed.station(no);
            Occupancy occupancy = of == null ? Occupancy.UNKNOWN : of.occupancy();
            all.add(new Sample(no, occupancy.inside(), Confidence.at(occupancy.asOfMs(), nowMs)));
        }
        return all;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
