package io.yizhan.lease;

import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A node as it says of itself.
 *
 * @param id its name, from its configuration; no two nodes may have the same
 * @param incarnation tells one process of that name from the next
 * @param url where other nodes reach it
 * @param schema the version of what it writes, rows and journal; it reads all up to that
 * @param serves the regions that it could own
 * @param owns the regions that it owns, with their epochs
 * @param ready the regions whose books it has at hand and could take over at once
 * @param leaving it is about to stop: nothing more should be given to it
 */
public record Member(
        String id,
        String incarnation,
        URI url,
        int schema,
        Set<String> serves,
        Map<String, Long> owns,
        Set<String> ready,
        boolean leaving) {
    /** The one of this id; null where there is none. */
    static @Nullable Member of(Collection<Member> members, @Nullable String id) {
        for (Member member : members) if (member.id().equals(id)) return member;
        return null;
    }

    /** Who owns a region. Of several that say so, the one with the highest epoch: the others have not noticed yet. */
    public static @Nullable Member owner(Collection<Member> members, String region) {
        Member owner = null;
        long highest = Long.MIN_VALUE;
        for (Member member : members) {
            Long epoch = member.owns().get(region);
            if (epoch == null || epoch <= highest) continue;
            owner = member;
            highest = epoch;
        }
        return owner;
    }
}
