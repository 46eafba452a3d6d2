package io.yizhan.app;

import io.yizhan.http.region.RegionSources;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.region.RegionPresence;

/** Which way requests for a region go, as the edge asks for each of them. Any thread. */
final class RegionSign implements RegionPresence.Signpost {
    private volatile Whereabouts whereabouts = Whereabouts.Nowhere.NOWHERE;

    /** What the edge serves a region from that has this sign. */
    RegionSources sources(RegionPresence presence) {
        return new RegionSources(
                presence.region(),
                presence::directory,
                presence.feed(),
                presence,
                () -> whereabouts,
                presence,
                presence.equipment(),
                presence.sessions(),
                presence.usual(),
                presence::rowsFollow);
    }

    Whereabouts whereabouts() {
        return whereabouts;
    }

    @Override
    public synchronized void here() {
        whereabouts = Whereabouts.Here.HERE;
    }

    @Override
    public synchronized void nowhere() {
        whereabouts = Whereabouts.Nowhere.NOWHERE;
    }

    /** Where others say that the region is. Nothing is changed where it is here, which this node knows best. */
    synchronized void refer(Whereabouts elsewhere) {
        if (!(whereabouts instanceof Whereabouts.Here)) whereabouts = elsewhere;
    }
}
