package io.yizhan.rows;

import io.yizhan.core.Addressee;
import io.yizhan.core.Closure;
import io.yizhan.core.Invitation;
import io.yizhan.core.NoticeKind;
import io.yizhan.core.StoredReservation;
import io.yizhan.core.activity.Activities;
import io.yizhan.journal.record.AuditEntry;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What members were told, in memory. */
public final class MemoryNotices {
    /** One, without its number: that depends on how events were cut into batches. */
    public record Told(String member, NoticeKind kind, long reservationId, long atMs, long untilMs, String reason) {}

    /** By the number of their event: an event is about one reservation. */
    public final Map<Long, Told> told = new TreeMap<>();

    /** What those who come along were told, by the number of its event. */
    public final Map<Long, Set<Told>> along = new TreeMap<>();

    MemoryNotices() {}

    MemoryNotices(MemoryNotices former) {
        told.putAll(former.told);
        former.along.forEach((seq, all) -> along.put(seq, new HashSet<>(all)));
    }

    void write(MemoryRows rows, RowParts parts) {
        told.values().removeIf(it -> parts.erasures.has(it.member));
        for (Set<Told> all : along.values()) all.removeIf(it -> parts.erasures.has(it.member));
        for (NoticeRows.ToCompanions it : parts.notices.toCompanions) tellCompanions(rows, it);
        along.values().removeIf(Set::isEmpty);
        for (NoticeRows.Booked it : parts.notices.booked)
            told.put(
                    it.seq(),
                    new Told(
                            AuditEntry.storable(it.member()),
                            NoticeKind.CONFIRMED,
                            it.reservationId(),
                            it.atMs(),
                            0,
                            ""));
        for (NoticeRows.Notice notice : parts.notices.notices) {
            Closure closure = rows.closures.closures.get(notice.closureNo());
            String reason = closure == null ? AuditEntry.storable(notice.reason()) : closure.reason();
            NoticeKind kind = reason.equals(Activities.TOO_FEW) ? NoticeKind.CALLED_OFF : notice.kind();
            boolean again = kind == NoticeKind.CONFIRMED && isTold(notice.reservationId(), kind);
            if (!again) tell(rows, notice, kind, reason);
        }
        for (NoticeRows.Notice end : parts.notices.ends) {
            MemoryReservation row = rows.reservations.get(end.reservationId());
            if (row == null || row.waitEndsAtMs() == 0) continue;
            boolean offered = isTold(end.reservationId(), NoticeKind.OFFERED);
            boolean entered = row.entry() != StoredReservation.Entry.NONE && !row.lost();
            NoticeKind kind =
                    offered ? NoticeKind.OFFER_ENDED : entered ? NoticeKind.NOT_DRAWN : NoticeKind.WAITLIST_ENDED;
            tell(rows, end, kind, "");
        }
    }

    private void tellCompanions(MemoryRows rows, NoticeRows.ToCompanions it) {
        Closure closure = rows.closures.closures.get(it.closureNo());
        String reason = closure == null ? AuditEntry.storable(it.reason()) : closure.reason();
        for (Invitation one : rows.companions
                .invitations
                .getOrDefault(it.reservationId(), Map.of())
                .values()) {
            boolean meant = it.number() == 0 ? one.state() == Invitation.State.ACCEPTED : one.number() == it.number();
            if (meant && !one.member().isEmpty())
                along.computeIfAbsent(it.seq(), seq -> new HashSet<>())
                        .add(new Told(one.member(), it.kind(), it.reservationId(), it.atMs(), 0, reason));
        }
    }

    private boolean isTold(long reservationId, NoticeKind kind) {
        return told.values().stream().anyMatch(it -> it.reservationId == reservationId && it.kind == kind);
    }

    private void tell(MemoryRows rows, NoticeRows.Notice notice, NoticeKind kind, String reason) {
        MemoryReservation row = rows.reservations.get(notice.reservationId());
        if (row == null || row.member().isEmpty() || !Addressee.is(row.member())) return;
        told.put(
                notice.seq(),
                new Told(row.member(), kind, notice.reservationId(), notice.atMs(), notice.untilMs(), reason));
    }
}
