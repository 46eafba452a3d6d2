package io.yizhan.notice;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What members are told, of all regions. Any thread; each question blocks. */
public interface Notices {
    /**
     * Some of what a member was told.
     *
     * @param more whether there is more behind the last of these
     */
    record Page(List<Notice> notices, boolean more) {}

    /**
     * What a member was told, the newest first.
     *
     * @param before only what has a lower number; {@link Long#MAX_VALUE} from the newest
     * @throws IOException it can't be read for now
     */
    Page before(String region, String member, long before, int limit) throws IOException;

    /**
     * What several members were told since, the oldest first: of each at most so many.
     *
     * @param since by member, the number of the last that they know
     * @throws IOException it can't be read for now
     */
    Map<String, List<Notice>> since(String region, Map<String, Long> since, int limitEach) throws IOException;

    /**
     * The number of the last that a member was told; 0 for none.
     *
     * @throws IOException it can't be read for now
     */
    long last(String region, String member) throws IOException;

    /**
     * Where a member wants to be written to; null where they have not said so.
     *
     * @throws IOException it can't be read for now
     */
    @Nullable
    Contact contact(String region, String member) throws IOException;

    /**
     * Durable when it returns.
     *
     * @param contact null: nowhere, from now on
     * @throws IOException it may not have been written
     */
    void contact(String region, String member, @Nullable Contact contact, long nowMs) throws IOException;
}
