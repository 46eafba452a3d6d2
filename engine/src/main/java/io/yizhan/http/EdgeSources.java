package io.yizhan.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.yizhan.catalogue.Directory;
import io.yizhan.feed.Feed;
import io.yizhan.pass.Passes;
import io.yizhan.sequencer.Inbox;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What the edge serves from, and whom it asks. All of it is for any thread.
 *
 * @param directory the present catalogue; may give another one at any time
 * @param metricsText the text of {@code /metrics}; may take its time, so it is not called on an event loop
 */
public record EdgeSources(
        Supplier<Directory> directory,
        Feed feed,
        Inbox inbox,
        Passes passes,
        Health health,
        Supplier<String> metricsText,
        MeterRegistry meters,
        InstantSource clock) {}
