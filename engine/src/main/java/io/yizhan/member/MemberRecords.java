package io.yizhan.member;

import io.yizhan.core.Reservation;
import java.io.IOException;
import java.util.List;

/** What members did, of all regions and as far back as anything is kept. Any thread. */
public interface MemberRecords {
    /**
     * Whose reservations somebody wants to see.
     *
     * @param inBooks ids of those that the books have, in any order: of the others the records know by themselves whose they are
     * @param before only those with an id below this one; 0 from the newest
     * @param limit at most so many, 1 or above
     */
    record Question(String member, long[] inBooks, long before, int limit) {}

    /**
     * Some reservations, the newest first.
     *
     * @param more whether there are others behind the last of these
     */
    record Page(List<Reservation> reservations, boolean more) {}

    /**
     * The member's reservations, as far as the records have come. Blocks.
     *
     * @throws IOException they can't be read for now
     */
    Page find(String region, Question question) throws IOException;

    /**
     * Whose visits somebody wants to see: those that began from one moment on and before another.
     *
     * @param inBooks as with {@link Question}
     * @param limit so many, and one more where there are others
     */
    record VisitQuestion(String member, long[] inBooks, long fromMs, long toMs, int limit) {}

    /**
     * Where the member came along, or wanted to, the latest first, as far as the records have come. Blocks.
     *
     * @throws IOException they can't be read for now
     */
    List<MemberCompanionship> companionships(String region, String member, int limit) throws IOException;

    /**
     * The member's visits, by passes of their own, the latest first, as far as the records have come. Blocks.
     *
     * @throws IOException they can't be read for now
     */
    List<MemberVisit> visits(String region, VisitQuestion question) throws IOException;
}
