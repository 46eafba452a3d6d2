package io.yizhan.http.station;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Station;
import io.yizhan.feed.Feed;
import io.yizhan.feed.Occupancy;
import io.yizhan.http.region.RegionSources;
import io.yizhan.occupancy.Confidence;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** How much is known of people inside a region's stations. Counted when somebody asks, on whose thread it is. */
public final class OccupancyMetrics {
    private OccupancyMetrics() {}

    public static void register(MeterRegistry meters, RegionSources region, InstantSource clock) {
        for (Confidence confidence : Confidence.values())
            Gauge.builder(
                            "yizhan.occupancy.stations",
                            region,
                            it -> sum(
                                    it,
                                    occupancy ->
                                            Confidence.at(occupancy.asOfMs(), clock.millis()) == confidence ? 1 : 0))
                    .description("Stations by how good the number of people inside is")
                    .tag("region", region.region())
                    .tag("confidence", confidence.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        Gauge.builder("yizhan.occupancy.inside", region, it -> sum(it, Occupancy::inside))
                .description("People inside all stations, as far as anybody knows")
                .tag("region", region.region())
                .register(meters);
        Gauge.builder(
                        "yizhan.occupancy.drift",
                        region,
                        it -> sum(
                                it, occupancy -> Math.abs(occupancy.headcount().drift())))
                .description("People by whom gates are known to miscount, in either direction, over all stations")
                .tag("region", region.region())
                .register(meters);
    }

    private static double sum(RegionSources region, ToDoubleFunction<Occupancy> of) {
        Directory directory = region.directory().get();
        Feed feed = region.feed();
        double sum = 0;
        for (Station station : directory.stations())
            sum += of.applyAsDouble(OccupancyJson.of(feed, directory.stationNo(station.id())));
        return sum;
    }
}
