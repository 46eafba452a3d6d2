package io.yizhan.lease;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one node is to a region, by what it last heard of the others. Nodes hear the same at different times: so a plan may be about a region
 * that has moved on.
 *
 * @param othersOwn another node that is there says that it owns it
 * @param successorReady whoever is to own it instead could take over at once, and it is this region's turn to move
 * @param knownEpoch in which this node owned it, by the same news; 0 where it did not
 */
public record Plan(Role role, boolean othersOwn, boolean successorReady, long knownEpoch) {
    public static final Plan NOTHING = new Plan(Role.NEITHER, false, false, 0);

    /** A node's part. */
    public enum Role {
        OWNER,
        STANDBY,
        NEITHER
    }

    /**
     * The plan of each region that anybody serves.
     *
     * @param self the node whose plans these are
     * @param former its plans by earlier news
     */
    public static SortedMap<String, Plan> of(String self, Collection<Member> members, Map<String, Plan> former) {
        TreeSet<String> regions = new TreeSet<>();
        for (Member member : members) regions.addAll(member.serves());
        SortedMap<String, Spread.Place> places = Spread.of(regions, members);
        boolean moving = false;
        for (Map.Entry<String, Spread.Place> each : places.entrySet()) {
            Member owner = Member.owner(members, each.getKey());
            String next = each.getValue().owner();
            moving |= next != null && (owner == null || !owner.id().equals(next));
        }
        SortedMap<String, Plan> plans = new TreeMap<>();
        for (Map.Entry<String, Spread.Place> each : places.entrySet()) {
            String region = each.getKey();
            Spread.Place place = each.getValue();
            Member owner = Member.owner(members, region);
            Member successor = Member.of(members, place.owner());
            Member here = Member.of(members, self);
            plans.put(
                    region,
                    new Plan(
                            role(self, place, moving, former.getOrDefault(region, NOTHING)),
                            owner != null && !owner.id().equals(self),
                            place.due()
                                    && successor != null
                                    && successor.ready().contains(region),
                            here == null ? 0 : here.owns().getOrDefault(region, 0L)));
        }
        return plans;
    }

    /**
     * While any region moves, or is to, nobody lets go of books. Which one is the next to move changes with who is ready for what; one that is
     * just given away to who has thought better of it would find nobody ready, and go back to where it came from.
     */
    private static Role role(String self, Spread.Place place, boolean moving, Plan former) {
        if (self.equals(place.owner())) return Role.OWNER;
        // Who has the books is the next to own them, whatever becomes of the plan.
        if (self.equals(place.standby())) return Role.STANDBY;
        return moving && former.role() != Role.NEITHER ? Role.STANDBY : Role.NEITHER;
    }

    /** Not by news that are older than the ownership: to them there was no owner, and anybody could be the next. */
    public boolean givesAway(long epoch) {
        return role != Role.OWNER && successorReady && knownEpoch == epoch;
    }

    /**
     * Whether who does not own it should try to. Not by news in which this node still owns it: they are older than its giving it away, and
     * would have it keep what is on its way to another.
     */
    public boolean takesOver() {
        return role == Role.OWNER && !othersOwn && knownEpoch == 0;
    }
}
