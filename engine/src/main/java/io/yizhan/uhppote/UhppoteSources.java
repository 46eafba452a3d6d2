package io.yizhan.uhppote;

import io.micrometer.core.instrument.MeterRegistry;
import io.yizhan.http.auth.Sessions;
import io.yizhan.http.region.RegionSources;
import java.time.InstantSource;
import java.util.List;

/**
 * What the listener looks things up in. All of it is for any thread.
 *
 * @param sessions by which it speaks for a gate whose controller it knows
 * @param regions as the HTTP edge serves them: their catalogues say which gate has which controller
 */
public record UhppoteSources(
        Sessions sessions, List<RegionSources> regions, MeterRegistry meters, InstantSource clock) {}
