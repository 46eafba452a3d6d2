package io.yizhan.region;

import io.micrometer.core.instrument.MeterRegistry;
import io.yizhan.config.Config;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.secret.DrawSecrets;
import io.yizhan.writebehind.RowSink;
import java.time.InstantSource;

/**
 * What every region of this node stands on. For any thread.
 *
 * @param rows where the database is, with its schema up to date
 */
public record Surroundings(
        Config config, PostgresUri rows, RowSinks sinks, DrawSecrets draws, MeterRegistry meters, InstantSource clock) {
    /** Opens ways to a region's rows. */
    public interface RowSinks {
        /** @param epoch of the owner in whose name it writes */
        RowSink open(String region, long epoch);
    }
}
