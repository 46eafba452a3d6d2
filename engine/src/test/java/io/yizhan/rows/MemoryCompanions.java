package io.yizhan.rows;

import io.yizhan.core.CompanionBooks;
import io.yizhan.core.CompanionTerms;
import io.yizhan.core.Invitation;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.writebehind.RowsRefusedException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/** Rows of invitations, in memory, with the constraints of the real schema. */
public final class MemoryCompanions {
    /** By reservation, and by number. */
    public final Map<Long, Map<Integer, Invitation>> invitations = new TreeMap<>();

    private final Map<Long, CompanionTerms> terms = new TreeMap<>();

    MemoryCompanions() {}

    MemoryCompanions(MemoryCompanions former) {
        former.invitations.forEach((id, all) -> invitations.put(id, new TreeMap<>(all)));
        terms.putAll(former.terms);
    }

    void write(CompanionRows parts, ErasureRows erased) throws RowsRefusedException {
        for (var each : parts.added.entrySet()) {
            long id = each.getKey().reservationId();
            terms.putIfAbsent(id, each.getValue().terms());
            Invitation former = invitations
                    .computeIfAbsent(id, it -> new TreeMap<>())
                    .put(each.getKey().number(), storable(each.getValue().invitation()));
            MemoryRows.require(former == null, "companion_pkey");
        }
        for (var each : parts.changed.entrySet()) {
            Map<Integer, Invitation> of =
                    MemoryRows.required(invitations.get(each.getKey().reservationId()));
            Invitation former = MemoryRows.required(of.get(each.getKey().number()));
            CompanionRows.Changed change = each.getValue();
            Invitation now = new Invitation(
                    former.number(),
                    change.state(),
                    change.acceptedMs() == 0 ? former.member() : change.member(),
                    former.invitedAtMs(),
                    change.acceptedMs() == 0 ? former.acceptedAtMs() : change.acceptedMs(),
                    change.endedMs());
            MemoryRows.require((now.state().code() >= 2) == (now.endedAtMs() != 0), "companion_ends_once");
            of.put(former.number(), storable(now));
        }
        for (Map<Integer, Invitation> of : invitations.values())
            of.replaceAll((number, it) -> erased.has(it.member()) ? it.forgotten() : it);
    }

    private static Invitation storable(Invitation it) {
        return new Invitation(
                it.number(),
                it.state(),
                AuditEntry.storable(it.member()),
                it.invitedAtMs(),
                it.acceptedAtMs(),
                it.endedAtMs());
    }

    /** @param has whether a reservation is in the books */
    void load(CompanionBooks books, LongPredicate has) {
        invitations.forEach((id, all) -> {
            CompanionTerms of = terms.get(id);
            if (of == null || !has.test(id)) return;
            for (Invitation it : all.values()) books.invitation(id, of, it);
        });
    }
}
