package io.yizhan.core.strike;

import io.yizhan.core.Rules;
import io.yizhan.core.StrikeRules;
import io.yizhan.core.table.Hash;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Strikes of members, which lie with the reservations that they are about, and who is suspended for them. A suspension is kept by itself, since
 * it may last longer than the reservations are remembered, and stays what it was when later rules would have it otherwise.
 */
public final class Strikes {
    private static final int NONE = ReservationTable.NONE;
    /** So many are kept before anybody looks for those that are over. */
    static final int KEPT_UNLOOKED = 64;

    private final StrikeRules rules;
    private final long retentionMs;
    private final ReservationTable table;
    private final MemberTable members;
    /** Until when, by subject. They are few: of those that are over, at most as many as of the others, and {@value #KEPT_UNLOOKED}. */
    private final Map<String, Long> suspendedUntilMs = new HashMap<>();

    private int lookAt = KEPT_UNLOOKED;

    public Strikes(Rules rules, ReservationTable table, MemberTable members) {
        this.rules = rules.strikes();
        retentionMs = rules.retentionMs();
        this.table = table;
        this.members = members;
    }

    /** Until when this member books nothing; 0 where they may. */
    public long suspendedUntilMs(String member, long nowMs) {
        if (suspendedUntilMs.isEmpty()) return 0;
        Long untilMs = suspendedUntilMs.get(member);
        return untilMs == null || untilMs <= nowMs ? 0 : untilMs;
    }

    /**
     * Until when a member is suspended who gets a strike now: so many within the window are one too many. It never ends a suspension that is
     * there any earlier, which may be of other rules.
     *
     * @param member the cell
     * @return 0 where the member may book
     */
    long withStrikeMs(int member, long nowMs) {
        long presentMs = suspendedUntilMs(members.subjectOf(member), nowMs);
        boolean oneTooMany = countUntil(nowMs, member, NONE) + 1 >= rules.max();
        return oneTooMany ? Math.max(presentMs, nowMs + rules.suspensionMs()) : presentMs;
    }

    /**
     * Until when a member is suspended whose strike is forgiven now: where it belongs to the suspension, for as long as the strikes that are
     * left have it, and no longer than without that; where it does not, as before.
     *
     * @param reservation the cell of what the strike is about
     * @return 0 where the member may book
     */
    public long withoutStrikeMs(int reservation, long nowMs) {
        int member = table.member(reservation);
        long presentMs = suspendedUntilMs(members.subjectOf(member), nowMs);
        long leftMs = byStrikesMs(member, reservation);
        if (!belongs(reservation, presentMs, leftMs)) return presentMs;
        long untilMs = Math.min(presentMs, leftMs);
        return untilMs <= nowMs ? 0 : untilMs;
    }

    /**
     * Whether it is one of those that were too many when the suspension began. That moment is not kept: it follows from the end. Where the rules
     * have changed since, it is enough that the strikes of today have the suspension, and without this one have not.
     */
    private boolean belongs(int reservation, long untilMs, long leftMs) {
        if (isIn(table.endedAtMs(reservation), untilMs - rules.suspensionMs())) return true;
        long byAllMs = byStrikesMs(table.member(reservation), NONE);
        return untilMs <= byAllMs && leftMs < byAllMs;
    }

    /** Until when the strikes in the books suspend this member: each may be the one that was one too many. */
    private long byStrikesMs(int member, int without) {
        long untilMs = 0;
        for (int own = members.newest(member); own >= 0; own = table.older(own)) {
            long atMs = table.endedAtMs(own);
            if (counts(own, atMs, without) && countUntil(atMs, member, without) >= rules.max())
                untilMs = Math.max(untilMs, atMs + rules.suspensionMs());
        }
        return untilMs;
    }

    /** How many strikes the window has that ends with this moment. */
    private int countUntil(long lastAtMs, int member, int without) {
        int count = 0;
        for (int own = members.newest(member); own >= 0; own = table.older(own))
            if (counts(own, lastAtMs, without)) count++;
        return count;
    }

    private boolean counts(int reservation, long lastAtMs, int without) {
        return table.strike(reservation) && reservation != without && isIn(table.endedAtMs(reservation), lastAtMs);
    }

    private boolean isIn(long atMs, long lastAtMs) {
        return atMs <= lastAtMs && atMs > lastAtMs - rules.windowMs();
    }

    /** Each reservation, as the cell, whose strike counts now; the newest first. */
    public void eachStrike(String member, long nowMs, IntConsumer each) {
        int cell = members.find(member);
        for (int own = cell < 0 ? MemberTable.NONE : members.newest(cell); own >= 0; own = table.older(own))
            if (table.strike(own) && table.endedAtMs(own) > nowMs - rules.windowMs()) each.accept(own);
    }

    /** When a strike of this reservation counts no more: it has left the window then, or the books. */
    public long lapsesAtMs(int reservation) {
        return table.endedAtMs(reservation) + Math.min(rules.windowMs(), retentionMs);
    }

    /** @param untilMs 0 for not, from now on */
    public void suspend(String member, long untilMs, long nowMs) {
        if (untilMs == 0) suspendedUntilMs.remove(member);
        else suspendedUntilMs.put(member, untilMs);
        if (suspendedUntilMs.size() <= lookAt) return;
        suspendedUntilMs.values().removeIf(it -> it != null && it <= nowMs);
        lookAt = Math.max(KEPT_UNLOOKED, 2 * suspendedUntilMs.size());
    }

    /** How many suspensions are in memory, whether over or not. */
    int kept() {
        return suspendedUntilMs.size();
    }

    /** @param nowMs what is over by then is as if it had never been */
    public long stateHash(long nowMs) {
        long hash = 0;
        for (Map.Entry<String, @Nullable Long> entry : suspendedUntilMs.entrySet()) {
            long untilMs = entry.getValue() == null ? 0 : entry.getValue();
            if (untilMs > nowMs) hash += Hash.of(entry.getKey().hashCode() * 31L + untilMs);
        }
        return hash;
    }
}
