package io.yizhan.app;

import io.yizhan.catalogue.City;
import io.yizhan.catalogue.edition.Edition;
import io.yizhan.config.Config;
import io.yizhan.config.Setting;
import io.yizhan.config.StartFailed;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.http.desk.EngineRoom;
import io.yizhan.http.node.Health;
import io.yizhan.http.region.RegionSources;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.journal.record.EventCodec;
import io.yizhan.journal.stream.EventStream;
import io.yizhan.lease.Member;
import io.yizhan.lease.MemberSeal;
import io.yizhan.lease.Membership;
import io.yizhan.lease.NodeIdTaken;
import io.yizhan.lease.Plan;
import io.yizhan.lease.RedisCluster;
import io.yizhan.region.EditionWatch;
import io.yizhan.region.OwnedRegion;
import io.yizhan.region.RegionPresence;
import io.yizhan.region.Surroundings;
import io.yizhan.region.cluster.ClusterRegion;
import io.yizhan.region.cluster.OwnersByRows;
import io.yizhan.region.cluster.RegionSteward;
import io.yizhan.region.cluster.ServingNodes;
import io.yizhan.time.Deadline;
import io.yizhan.time.Pulse;
import io.yizhan.time.Watch;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The regions of a node that shares them with others. One thread says that the node lives, hears who else does, and tells each region's
 * {@link RegionSteward} what this node is to it; while Redis is away everybody goes on with what they last knew, and asks the rows for newer
 * owners ({@link OwnersByRows}).
 */
final class ClusterRegions implements Regions {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterRegions.class);

    /** The version of the rows, {@code db/migration}, that this program writes. */
    static final int ROWS = 28;

    /** Nodes from before the first release tell numbers up to this one. None of them may pass for as new as this program. */
    private static final int UNRELEASED_MAX = 9;

    /** Rises with either of the two. */
    static final int SCHEMA = UNRELEASED_MAX + ROWS + EventCodec.SCHEMA_VERSION - 1;

    /** How long a node that stops waits until others have the books of its regions. */
    private static final Duration SUCCESSORS_MAX = Duration.ofSeconds(3);

    /** Of the time that a stop has: the regions are still to be given away. */
    private static final double SUCCESSORS_SHARE = 0.3;

    /** A machine that is short of time lets loops wait for a moment; to give all away then would make it worse. */
    private static final Duration STILL_MIN = Duration.ofSeconds(4);

    private static final Duration BEAT_MAX = Duration.ofSeconds(5);

    /** How long a start waits for Redis, beside the leases that a former process of this name may have left. */
    private static final Duration MEMBER_MAX = Duration.ofSeconds(3);

    private final Config.Cluster settings;
    private final Duration leaseTime;
    private final int rowsLagMaxS;
    private final RedisCluster redis;
    private final Membership membership;
    private final OwnersByRows byRows;
    private final String incarnation = UUID.randomUUID().toString();
    private final List<RegionSteward> stewards = new ArrayList<>();
    /** By region. */
    private final Map<String, RegionSign> signs = new HashMap<>();

    private final Thread thread = new Thread(this::run, "cluster");
    private final EditionWatch catalogues;

    private volatile @Nullable URI url;
    private final Pulse edge;
    private final Watch edgeWatch;
    private volatile boolean leaving;
    /** Whether the edge answers nobody: then others are to have what this node owns. */
    private boolean stuck;

    private volatile boolean closing;
    private volatile boolean again;
    private volatile @Nullable String away = "not asked yet";
    private volatile @Nullable String taken;
    private volatile List<Member> members = List.of();
    private SortedMap<String, Plan> plans = Collections.emptySortedMap();
    /** When the members were last asked for, and said; 0 for never. */
    private long newsNs;
    /** By region, the epoch of its last owner that was ever a member. */
    private final Map<String, Long> heardOf = new TreeMap<>();

    /**
     * @param streams opens a region's stream, once for each use
     * @param seal of the nodes of this cluster
     * @param edge of the threads by which this node answers
     */
    ClusterRegions(
            Surroundings around,
            Config.Cluster settings,
            List<Edition> editions,
            Function<City, Rules> rules,
            Function<String, EventStream> streams,
            MemberSeal seal,
            Pulse edge) {
        this.settings = settings;
        this.edge = edge;
        leaseTime = Duration.ofMillis(settings.leaseMs());
        rowsLagMaxS = around.config().rowsLagMaxS();
        edgeWatch = new Watch(leaseTime.dividedBy(2).toNanos());
        redis = RedisCluster.open(settings.redis(), leaseTime);
        membership = redis.membership(seal);
        membership.onChange(this::wake);
        byRows = new OwnersByRows(new ServingNodes(around.rows()), this::wake);
        for (Edition edition : editions) {
            RegionSign sign = new RegionSign();
            RegionPresence presence = new RegionPresence(edition, sign);
            signs.put(presence.region(), sign);
            Supplier<Region> empty = () -> new Region(rules.apply(presence.atStart()));
            stewards.add(new RegionSteward(new ClusterRegion(
                    around,
                    presence,
                    empty,
                    redis.lease(presence.region()),
                    () -> streams.apply(presence.region()),
                    leaseTime,
                    this::wake)));
        }
        catalogues = new EditionWatch(
                around.rows(), stewards.stream().map(RegionSteward::presence).toList());
    }

    @Override
    public List<RegionSources> sources() {
        return stewards.stream()
                .map(steward -> sign(steward).sources(steward.presence()))
                .toList();
    }

    private RegionSign sign(RegionSteward steward) {
        return Objects.requireNonNull(signs.get(steward.presence().region()));
    }

    /** Returns when this node is a member; or at once, where Redis is away: then it becomes one when Redis is back. */
    @Override
    public void open(URI self) throws StartFailed {
        url = self;
        // A former process of this name is a member until its lease is over, and Redis may take a moment to answer at
        // all.
        long giveUpNs =
                System.nanoTime() + MEMBER_MAX.plus(leaseTime.multipliedBy(2)).toNanos();
        beat();
        while ((taken != null || away != null) && System.nanoTime() - giveUpNs < 0) {
            LockSupport.parkNanos(this, leaseTime.dividedBy(8).toNanos());
            beat();
        }
        String problem = taken;
        if (problem != null)
            throw new StartFailed(problem + ". Give this engine another " + Setting.NODE_ID.variable());
        for (RegionSteward steward : stewards) steward.start(self);
        catalogues.start();
        thread.start();
    }

    private void wake() {
        again = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closing) {
            again = false;
            try {
                beat();
            } catch (RuntimeException | Error defect) {
                // Without this thread the node would soon be taken for dead, and not know it.
                if (!defect.toString().equals(away)) LOG.error("the cluster can't be asked", defect);
                away = defect.toString();
            }
            if (!again && !closing)
                LockSupport.parkNanos(this, leaseTime.dividedBy(4).toNanos());
        }
    }

    /** Says what this node has, and hears what the others have. */
    private void beat() {
        long askedNs = System.nanoTime();
        watchEdge(askedNs);
        try {
            membership.announce(self());
            members = membership.members();
            newsNs = askedNs;
            taken = null;
            if (away != null) LOG.info("a member of the cluster, as {}: {}", settings.nodeId(), names(members));
            away = null;
        } catch (IOException failure) {
            taken = null;
            if (away == null) LOG.warn("the cluster can't be asked, and stays as it was: {}", failure.getMessage());
            away = String.valueOf(failure.getMessage());
        } catch (NodeIdTaken twice) {
            if (taken == null) LOG.warn("not a member: {}", twice.getMessage());
            away = null;
            taken = twice.getMessage();
            members = List.of();
        }
        byRows.need(away != null);
        place(newsNs);
    }

    private void watchEdge(long nowNs) {
        long stillNs = edgeWatch.look(edge.evidence(), nowNs);
        boolean still = stillNs >= Math.max(STILL_MIN.toNanos(), leaseTime.toNanos());
        if (still && !stuck) LOG.error("an event loop stands still: what this node owns is given to others");
        if (!still && stuck) LOG.warn("the event loops move again");
        stuck = still;
    }

    private static List<String> names(List<Member> members) {
        return members.stream().map(Member::id).toList();
    }

    private Member self() {
        Set<String> serves = new TreeSet<>();
        Map<String, Long> owns = new TreeMap<>();
        Set<String> ready = new TreeSet<>();
        for (RegionSteward steward : stewards) {
            String region = steward.presence().region();
            serves.add(region);
            OwnedRegion owned = steward.owned();
            if (owned != null) owns.put(region, owned.epoch());
            if (steward.ready()) ready.add(region);
        }
        URI known = url;
        if (known == null) throw new IllegalStateException("nobody listens yet");
        return new Member(settings.nodeId(), incarnation, known, SCHEMA, serves, owns, ready, leaving || stuck);
    }

    /** Tells each steward what this node is to its region, and the edge where to send what is not for here. */
    private void place(long askedNs) {
        List<Member> present = members;
        plans = Plan.of(settings.nodeId(), present, plans);
        for (RegionSteward steward : stewards) {
            String region = steward.presence().region();
            Member owner = Member.owner(present, region);
            if (owner != null) heardOf.merge(region, owner.owns().getOrDefault(region, 0L), Math::max);
            Plan plan = plans.get(region);
            if (plan != null) steward.plan(plan, askedNs);
            if (steward.owned() == null) sign(steward).refer(whereabouts(steward, owner));
        }
    }

    private Whereabouts whereabouts(RegionSteward steward, @Nullable Member owner) {
        String region = steward.presence().region();
        URI newer = byRows.of(region, heardOf.getOrDefault(region, 0L));
        if (newer != null && !newer.equals(url)) return new Whereabouts.At(newer);
        if (owner != null && !owner.id().equals(settings.nodeId())) return new Whereabouts.At(owner.url());
        return steward.ready() ? new Whereabouts.StandIn(steward.followedMs()) : Whereabouts.Nowhere.NOWHERE;
    }

    @Override
    public Health health() {
        return () -> ClusterHealth.of(stewards, names(members), away, taken);
    }

    @Override
    public EngineRoom engineRoom() {
        return () -> ClusterEngineRoom.of(settings.nodeId(), stewards, members, away, taken, rowsLagMaxS);
    }

    /** Gives its regions to the others, once they have the books, and stays until they own them, while the edge sends on what comes in. */
    @Override
    public void drain(Deadline by) {
        if (!leaving) {
            List<RegionSteward> given =
                    stewards.stream().filter(it -> it.owned() != null).toList();
            leaving = true;
            wake();
            Deadline successors = by.part(SUCCESSORS_SHARE).atMost(SUCCESSORS_MAX);
            while (given.stream().anyMatch(this::withoutSuccessor) && hasOthers() && !successors.isOver())
                LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(10));
        }
        for (RegionSteward steward : stewards) steward.end(by);
        for (RegionSteward steward : stewards) steward.awaitEnd(by);
    }

    /** Whether it is owned here, or nobody is known to own it: then an edge that ends can only refuse who waits at it. */
    private boolean withoutSuccessor(RegionSteward steward) {
        return steward.owned() != null || !(sign(steward).whereabouts() instanceof Whereabouts.At);
    }

    private boolean hasOthers() {
        return away == null
                && members.stream().anyMatch(it -> !it.leaving() && !it.id().equals(settings.nodeId()));
    }

    @Override
    public void close(Deadline by) {
        drain(by.part(0.5));
        closing = true;
        LockSupport.unpark(thread);
        try {
            boolean ended = thread.getState() == Thread.State.NEW
                    || thread.join(by.part(0.5).atMost(BEAT_MAX).left());
            if (url != null && ended) membership.leave();
        } catch (IOException | InterruptedException failure) {
            LOG.warn("while leaving the cluster", failure);
        }
        catalogues.close();
        byRows.close();
        membership.close();
        redis.close();
    }
}
