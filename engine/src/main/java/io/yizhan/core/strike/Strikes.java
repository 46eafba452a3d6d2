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
    private final StrikeRules rules;
    private final ReservationTable table;
    private final MemberTable members;
    /** Until when, by subject. They are few. */
    private final Map<String, Long> suspendedUntilMs = new HashMap<>();

    public Strikes(Rules rules, ReservationTable table, MemberTable members) {
        this.rules = rules.strikes();
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
     * Until when a member is suspended by their strikes: those that are in the books, and one more, or without one of them. A strike is one too
     * many where there are {@link StrikeRules#max} in the window that ends with it.
     *
     * @param member the cell
     * @param moreAtMs when one more is about to be counted; 0 for none
     * @param without the cell of a reservation whose strike is about to be forgiven; negative for none
     */
    long byStrikesMs(int member, long moreAtMs, int without) {
        if (rules.max() == Rules.NO_LIMIT) return 0;
        long untilMs = isOneTooMany(member, moreAtMs, moreAtMs, without) ? moreAtMs + rules.suspensionMs() : 0;
        for (int own = members.newest(member); own >= 0; own = table.older(own)) {
            long atMs = table.endedAtMs(own);
            if (table.strike(own) && own != without && isOneTooMany(member, atMs, moreAtMs, without))
                untilMs = Math.max(untilMs, atMs + rules.suspensionMs());
        }
        return untilMs;
    }

    private boolean isOneTooMany(int member, long lastAtMs, long moreAtMs, int without) {
        if (lastAtMs == 0) return false;
        int count = isIn(moreAtMs, lastAtMs) ? 1 : 0;
        for (int own = members.newest(member); own >= 0; own = table.older(own))
            if (table.strike(own) && own != without && isIn(table.endedAtMs(own), lastAtMs)) count++;
        return count >= rules.max();
    }

    private boolean isIn(long atMs, long lastAtMs) {
        return atMs != 0 && atMs <= lastAtMs && atMs > lastAtMs - rules.windowMs();
    }

    /** What the strike that is about to be forgiven leaves, as {@link #byStrikesMs}; 0 where that is over. */
    public long withoutStrikeMs(int reservation, long nowMs) {
        long untilMs = byStrikesMs(table.member(reservation), 0, reservation);
        return untilMs <= nowMs ? 0 : untilMs;
    }

    /** Each reservation, as the cell, whose strike counts now; the newest first. */
    public void eachStrike(String member, long nowMs, IntConsumer each) {
        int cell = members.find(member);
        for (int own = cell < 0 ? MemberTable.NONE : members.newest(cell); own >= 0; own = table.older(own))
            if (table.strike(own) && table.endedAtMs(own) > nowMs - rules.windowMs()) each.accept(own);
    }

    /** When a strike of this reservation counts no more. */
    public long lapsesAtMs(int reservation) {
        return table.endedAtMs(reservation) + rules.windowMs();
    }

    /** @param untilMs 0 for not, from now on */
    public void suspend(String member, long untilMs) {
        if (untilMs == 0) suspendedUntilMs.remove(member);
        else suspendedUntilMs.put(member, untilMs);
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
