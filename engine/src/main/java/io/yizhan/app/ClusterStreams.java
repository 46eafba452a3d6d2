package io.yizhan.app;

import io.yizhan.config.Config;
import io.yizhan.config.StartFailed;
import io.yizhan.journal.JournalUnusable;
import io.yizhan.journal.stream.EventStream;
import io.yizhan.journal.stream.RedisCheck;
import io.yizhan.journal.stream.RedisEventStream;
import io.yizhan.journal.stream.RedisStreamOptions;
import java.io.IOException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The streams of a cluster, by their regions. */
final class ClusterStreams {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterStreams.class);

    private ClusterStreams() {}

    /** @throws StartFailed that Redis would lose events */
    static Function<String, EventStream> of(Config.Cluster cluster, String region) throws StartFailed {
        try {
            RedisCheck redis = RedisCheck.of(RedisStreamOptions.of(cluster.redis(), region));
            for (String warning : redis.warnings()) LOG.warn("Redis {}: {}", redis.version(), warning);
        } catch (JournalUnusable unfit) {
            throw new StartFailed(String.valueOf(unfit.getMessage()), unfit);
        } catch (IOException away) {
            // It may be back before anything is to be written; then it is what it was when this node was last started.
            LOG.warn("Redis can't be looked at: {}", away.getMessage());
        }
        return each -> new RedisEventStream(
                RedisStreamOptions.of(cluster.redis(), each).replicas(cluster.replicas()));
    }
}
