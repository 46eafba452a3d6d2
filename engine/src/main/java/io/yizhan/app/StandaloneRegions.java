package io.yizhan.app;

import io.yizhan.catalogue.edition.Edition;
import io.yizhan.config.Config;
import io.yizhan.config.StartFailed;
import io.yizhan.http.desk.EngineRoom;
import io.yizhan.http.desk.EngineRoom.NodeState;
import io.yizhan.http.desk.EngineRoom.RegionState;
import io.yizhan.http.node.Health;
import io.yizhan.http.region.RegionSources;
import io.yizhan.region.EditionWatch;
import io.yizhan.region.OwnedRegion;
import io.yizhan.region.RegionBooks;
import io.yizhan.region.RegionPresence;
import io.yizhan.region.Surroundings;
import io.yizhan.time.Deadline;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The regions of an engine that has them to itself, with their journals in its data folder: owned from the start to the stop. */
final class StandaloneRegions implements Regions {
    private static final Logger LOG = LoggerFactory.getLogger(StandaloneRegions.class);

    /** The rest is for what there is to close. */
    private static final double ROWS_SHARE = 0.8;

    private final Config config;
    private final ExecutorService background =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "journal-files"));
    private final List<RegionSources> sources = new ArrayList<>();
    private final List<OwnedRegion> owned = new ArrayList<>();
    private final List<RegionPresence> presences = new ArrayList<>();
    private final EditionWatch catalogues;

    /** Takes up all of them, or throws and leaves none. */
    StandaloneRegions(Surroundings around, List<Edition> editions) throws StartFailed {
        config = around.config();
        catalogues = new EditionWatch(around.rows(), presences);
        boolean taken = false;
        try {
            for (Edition edition : editions) own(around, edition);
            taken = true;
        } finally {
            if (!taken) close(Deadline.in(Duration.ofSeconds(config.shutdownMaxS())));
        }
    }

    private void own(Surroundings around, Edition edition) throws StartFailed {
        RegionBooks books = RegionBooks.takeUp(config, edition.directory(), around.rows(), background);
        RegionSign sign = new RegionSign();
        RegionPresence presence = new RegionPresence(edition, sign);
        presence.feed().restart(books.journal().lastSeq());
        OwnedRegion region = new OwnedRegion(
                around,
                presence,
                new OwnedRegion.Beginning(books.region(), books.journal(), books.epoch(), books.checkpoint()));
        owned.add(region);
        region.keepSlotsOpen();
        presence.open(region);
        presences.add(presence);
        sources.add(sign.sources(presence));
    }

    @Override
    public List<RegionSources> sources() {
        return List.copyOf(sources);
    }

    @Override
    public Health health() {
        return () -> owned.stream()
                .flatMap(region -> RegionHealth.of(region, owned.size() > 1).stream())
                .toList();
    }

    @Override
    public EngineRoom engineRoom() {
        return () -> new NodeState(
                "",
                List.of(),
                owned.stream()
                        .map(it -> new RegionState(
                                it.id(),
                                EngineRoom.Part.OWNER,
                                "",
                                it.epoch(),
                                RegionFaults.of(it, config.rowsLagMaxS())))
                        .toList());
    }

    @Override
    public void open(URI url) {
        // They are open already: nothing is served before it can be booked.
        catalogues.start();
    }

    @Override
    public void drain(Deadline by) {
        for (OwnedRegion region : owned) region.drain(by);
    }

    @Override
    public void close(Deadline by) {
        catalogues.close();
        Deadline rows = by.part(ROWS_SHARE);
        for (OwnedRegion region : owned) {
            try {
                if (!region.settle(rows))
                    LOG.warn(
                            "PostgreSQL has not followed in time: it lacks {} events of {}. The journal has all that was answered, and the next start goes on with it",
                            region.eventsBehind(),
                            region.id());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        for (OwnedRegion region : owned) region.close(by);
        background.shutdown();
    }
}
