package io.yizhan.lease;

import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * A node as it says of itself.
 *
 * @param id its name, from its configuration; no two nodes may have the same
 * @param incarnation tells one process of that name from the next
 * @param url where other nodes reach it
 * @param schema the version of the rows that it writes
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
        boolean leaving) {}
