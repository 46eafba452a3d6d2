package io.yizhan.rows;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Addressee;
import io.yizhan.core.Books;
import io.yizhan.core.Event;
import io.yizhan.core.Event.DrawDecided;
import io.yizhan.core.Event.HoldExpired;
import io.yizhan.core.Event.InvitationAccepted;
import io.yizhan.core.Event.InvitationWithdrawn;
import io.yizhan.core.Event.MemberErased;
import io.yizhan.core.Event.NoShow;
import io.yizhan.core.Event.PlaceOffered;
import io.yizhan.core.Event.ReservationCancelled;
import io.yizhan.core.Event.ReservationConfirmed;
import io.yizhan.core.Event.ReservationPlaced;
import io.yizhan.core.Event.StrikeForgiven;
import io.yizhan.core.NoticeKind;
import io.yizhan.core.ReservationState;
import io.yizhan.core.activity.Activities;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.rows.RowInvariant.Breach;
import io.yizhan.rows.RowStatement.Owner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What members are told of, in the very transaction that has the rows of the event: so each is told of an event once, whatever crashes. And the
 * letters that follow, for those who have said where they want them. Whoever is no {@link Addressee} is told nothing. The books need nothing of it.
 *
 * <p>It is the last of all parts: whom an event is about, the reservation's row knows by then, and whoever was forgotten in the same batch is
 * told nothing any more.
 */
final class NoticeRows implements RowPart {
    /** Of whoever has booked: nothing has to be looked up, since every booking is told of. */
    private static final String TELL_BOOKED = """
            with told as (
              insert into notification (region, seq, kind, member, reservation_id, at_ms)
              select $1::text, n.seq, $2::int, n.member, n.id, n.at_ms
              from unnest($3::bigint[], $4::text[], $5::bigint[], $6::bigint[]) as n (seq, member, id, at_ms)
              order by n.seq
              returning no, member, kind, at_ms)
            """;

    /**
     * What comes to pass is known from the event alone, but for two things: a closure that calls off an activity says so by its reason, and
     * whose confirmed reservation is confirmed once more, for a later date of a course, has heard of it.
     */
    private static final String TELL = """
            with told as (
              insert into notification (region, seq, kind, member, reservation_id, at_ms, until_ms, reason)
              select $1::text, n.seq, case when c.reason = $8::text then %1$d else n.kind end, r.member, n.id, n.at_ms,
                nullif(n.until_ms, 0), nullif(coalesce(c.reason, n.reason), '')
              from unnest($2::bigint[], $3::int[], $4::bigint[], $5::bigint[], $6::bigint[], $7::text[], $9::int[])
                  as n (seq, kind, id, at_ms, until_ms, reason, closure_no)
                cross join lateral (
                  select member from reservation
                  where region = $1::text and id = n.id and member <> '' and strpos(member, ' ') = 0 offset 0) as r
                left join lateral (
                  select reason from closure where region = $1::text and no = n.closure_no offset 0) as c on true
              where n.kind <> %2$d or not exists (
                select from notification o
                where o.region = $1::text and o.member = r.member and o.reservation_id = n.id and o.kind = %2$d)
              order by n.seq
              returning no, member, kind, at_ms)
            """.formatted(NoticeKind.CALLED_OFF.code(), NoticeKind.CONFIRMED.code());

    /**
     * An offer has ended where one was told of; else it was an entry in a draw that did not come to pass, or a wait; and else a hold, of which
     * nobody is told.
     */
    private static final String TELL_ENDS = """
            with told as (
              insert into notification (region, seq, kind, member, reservation_id, at_ms)
              select $1::text, n.seq, case when exists (
                  select from notification o where o.region = $1::text and o.member = r.member and o.reservation_id = n.id and o.kind = %d)
                then %d when r.entry > 0 and not r.lost then %d else %d end, r.member, n.id, n.at_ms
              from unnest($2::bigint[], $3::bigint[], $4::bigint[]) as n (seq, id, at_ms)
                cross join lateral (
                  select member, entry, lost from reservation
                  where region = $1::text and id = n.id and member <> '' and strpos(member, ' ') = 0 and wait_ends_at_ms > 0 offset 0) as r
              order by n.seq
              returning no, member, kind, at_ms)
            """.formatted(
                    NoticeKind.OFFERED.code(),
                    NoticeKind.OFFER_ENDED.code(),
                    NoticeKind.NOT_DRAWN.code(),
                    NoticeKind.WAITLIST_ENDED.code());

    /**
     * Of those who come along to a reservation: of one whose invitation was taken back, or of all where it loses its place. They are known as they
     * stand after the batch: once it has lost its place nobody comes or goes any more.
     */
    private static final String TELL_COMPANIONS = """
            with told as (
              insert into notification (region, seq, kind, member, reservation_id, at_ms, reason)
              select $1::text, n.seq, n.kind, m.member, n.id, n.at_ms, nullif(coalesce(c.reason, n.reason), '')
              from unnest($2::bigint[], $3::int[], $4::bigint[], $5::int[], $6::bigint[], $7::text[], $8::int[])
                  as n (seq, kind, id, number, at_ms, reason, closure_no)
                cross join lateral (
                  select member, number from companion
                  where region = $1::text and reservation_id = n.id and member <> ''
                    and case n.number when 0 then state = 1 else number = n.number end offset 0) as m
                left join lateral (
                  select reason from closure where region = $1::text and no = n.closure_no offset 0) as c on true
              order by n.seq, m.number
              returning no, member, kind, at_ms)
            """;

    /** For those who want to be written to of such. */
    private static final String WRITE = """
            insert into letter (region, no, member, created_ms)
            select $1::text, t.no, t.member, t.at_ms
            from told t cross join lateral (
              select kinds from contact where region = $1::text and member = t.member offset 0) as c
            where t.kind = any (c.kinds)
            """;

    private static final String STRAY = """
            select n.no, n.reservation_id from notification n
            where n.region = ? and not exists (
              select from reservation r where r.region = n.region and r.id = n.reservation_id and r.member = n.member)
            and not exists (
              select from companion c where c.region = n.region and c.reservation_id = n.reservation_id and c.member = n.member)
            """;

    private static final String TWICE = """
            select min(no), reservation_id, count(*) from notification where region = ? group by member, seq, reservation_id, kind
            having count(*) > 1
            """;

    private static final RowInvariant TOLD_ONCE = new RowInvariant(
            "what members were told",
            "each is told of an event once, and of their own reservations or those to which they come along",
            List.of(
                    new Breach(
                            STRAY,
                            row -> "notification " + row.getLong(1) + " is of reservation " + row.getLong(2)
                                    + ", which is none of its member's"),
                    new Breach(
                            TWICE,
                            row -> "notification " + row.getLong(1) + " of reservation " + row.getLong(2) + " is there "
                                    + row.getLong(3) + " times")));

    /**
     * Something to be told.
     *
     * @param reason as its operator gave it; "" for none
     * @param closureNo whose reason is told instead; 0 for none
     */
    record Notice(
            long seq, NoticeKind kind, long reservationId, long atMs, long untilMs, String reason, int closureNo) {
        Notice(long seq, NoticeKind kind, long reservationId, long atMs) {
            this(seq, kind, reservationId, atMs, 0, "", 0);
        }
    }

    /**
     * Something to be told to those who come along.
     *
     * @param number of the invitation; 0 for all who come along
     * @param closureNo as with {@link Notice}
     */
    record ToCompanions(
            long seq, NoticeKind kind, long reservationId, int number, long atMs, String reason, int closureNo) {}

    /** Somebody who has booked. */
    record Booked(long seq, String member, long reservationId, long atMs) {}

    /** Each in the order of their events. */
    final List<Booked> booked = new ArrayList<>();

    final List<Notice> notices = new ArrayList<>();
    final List<ToCompanions> toCompanions = new ArrayList<>();
    /** Of which it is not known yet whether it was a hold, an offer or a wait. */
    final List<Notice> ends = new ArrayList<>();
    /** Reservations of which it is told here that they are confirmed: of each once. */
    private final Set<Long> confirmed = new HashSet<>();

    /** @return how many rows more there will be, about */
    int take(Event event, long seq) {
        return switch (event) {
            case ReservationPlaced it -> {
                if (it.state() != ReservationState.CONFIRMED || !confirmed.add(it.reservationId())) yield 0;
                if (!Addressee.is(it.member())) yield 0;
                booked.add(new Booked(seq, it.member(), it.reservationId(), it.atMs()));
                yield 1;
            }
            case PlaceOffered it ->
                it.offerExpiresAtMs() == 0
                        ? confirmed(it.reservationId(), seq, it.atMs())
                        : tell(new Notice(
                                seq, NoticeKind.OFFERED, it.reservationId(), it.atMs(), it.offerExpiresAtMs(), "", 0));
            case ReservationConfirmed it -> confirmed(it.reservationId(), seq, it.atMs());
            case ReservationCancelled it ->
                cancelled(it, seq) + lost(it.reservationId(), seq, it.atMs(), it.reason(), it.closureNo());
            case InvitationAccepted it ->
                tell(new Notice(seq, NoticeKind.COMPANION_ACCEPTED, it.reservationId(), it.atMs()));
            case InvitationWithdrawn it -> withdrawn(it, seq);
            case DrawDecided it -> decided(it, seq);
            case HoldExpired it -> {
                ends.add(new Notice(seq, NoticeKind.OFFER_ENDED, it.reservationId(), it.atMs()));
                yield 1;
            }
            case NoShow it ->
                (it.strike()
                                ? tell(new Notice(
                                        seq,
                                        NoticeKind.STRIKE,
                                        it.reservationId(),
                                        it.atMs(),
                                        it.suspendedUntilMs(),
                                        "",
                                        0))
                                : 0)
                        + lost(it.reservationId(), seq, it.atMs(), "", 0);
            case StrikeForgiven it ->
                tell(new Notice(seq, NoticeKind.STRIKE_FORGIVEN, it.reservationId(), it.atMs(), 0, it.reason(), 0));
            case MemberErased it -> {
                booked.removeIf(one -> one.member.equals(it.member()));
                yield 0;
            }
            // Members who do something themselves know it by the answer.
            default -> 0;
        };
    }

    private int confirmed(long reservationId, long seq, long atMs) {
        return confirmed.add(reservationId) ? tell(new Notice(seq, NoticeKind.CONFIRMED, reservationId, atMs)) : 0;
    }

    private int decided(DrawDecided it, long seq) {
        return switch (it.result()) {
            case WON -> confirmed(it.reservationId(), seq, it.atMs());
            case WAITS ->
                tell(new Notice(seq, NoticeKind.DRAWN_TO_WAIT, it.reservationId(), it.atMs(), it.untilMs(), "", 0));
            case NO_PLACE, TOO_LATE, SLOT_CLOSED, SUSPENDED, OVERLAPS, QUOTA ->
                tell(new Notice(seq, NoticeKind.NOT_DRAWN, it.reservationId(), it.atMs()));
        };
    }

    private int cancelled(ReservationCancelled it, long seq) {
        if (it.closureNo() == 0 && it.reason().isEmpty()) return 0;
        NoticeKind kind = it.closureNo() == 0 ? NoticeKind.CANCELLED : NoticeKind.CLOSED;
        return tell(new Notice(seq, kind, it.reservationId(), it.atMs(), 0, it.reason(), it.closureNo()));
    }

    private int withdrawn(InvitationWithdrawn it, long seq) {
        if (it.left()) return tell(new Notice(seq, NoticeKind.COMPANION_LEFT, it.reservationId(), it.atMs()));
        toCompanions.add(new ToCompanions(
                seq, NoticeKind.COMPANION_WITHDRAWN, it.reservationId(), it.number(), it.atMs(), "", 0));
        return 1;
    }

    /** Most have no companions, so no rows are expected. */
    private int lost(long reservationId, long seq, long atMs, String reason, int closureNo) {
        toCompanions.add(
                new ToCompanions(seq, NoticeKind.COMPANION_CANCELLED, reservationId, 0, atMs, reason, closureNo));
        return 0;
    }

    private int tell(Notice notice) {
        notices.add(notice);
        return 1;
    }

    /** An offer must be in the rows before it is asked whether there was one. */
    @Override
    public List<RowStatement> statements() {
        return List.of(
                new RowStatement(TELL_BOOKED + WRITE, this::toldBooked),
                new RowStatement(TELL + WRITE, this::told),
                new RowStatement(TELL_COMPANIONS + WRITE, this::toldCompanions),
                new RowStatement(TELL_ENDS + WRITE, this::toldEnds));
    }

    private @Nullable Tuple toldBooked(Owner owner) {
        if (booked.isEmpty()) return null;
        return Tuple.of(owner.region(), NoticeKind.CONFIRMED.code())
                .addArrayOfLong(longs(booked, Booked::seq))
                .addArrayOfString(texts(booked, Booked::member))
                .addArrayOfLong(longs(booked, Booked::reservationId))
                .addArrayOfLong(longs(booked, Booked::atMs));
    }

    private @Nullable Tuple told(Owner owner) {
        if (notices.isEmpty()) return null;
        return Tuple.of(owner.region())
                .addArrayOfLong(longs(notices, Notice::seq))
                .addArrayOfInteger(ints(notices, it -> it.kind().code()))
                .addArrayOfLong(longs(notices, Notice::reservationId))
                .addArrayOfLong(longs(notices, Notice::atMs))
                .addArrayOfLong(longs(notices, Notice::untilMs))
                .addArrayOfString(texts(notices, Notice::reason))
                .addString(Activities.TOO_FEW)
                .addArrayOfInteger(ints(notices, Notice::closureNo));
    }

    private @Nullable Tuple toldCompanions(Owner owner) {
        if (toCompanions.isEmpty()) return null;
        return Tuple.of(owner.region())
                .addArrayOfLong(longs(toCompanions, ToCompanions::seq))
                .addArrayOfInteger(ints(toCompanions, it -> it.kind().code()))
                .addArrayOfLong(longs(toCompanions, ToCompanions::reservationId))
                .addArrayOfInteger(ints(toCompanions, ToCompanions::number))
                .addArrayOfLong(longs(toCompanions, ToCompanions::atMs))
                .addArrayOfString(texts(toCompanions, ToCompanions::reason))
                .addArrayOfInteger(ints(toCompanions, ToCompanions::closureNo));
    }

    private @Nullable Tuple toldEnds(Owner owner) {
        if (ends.isEmpty()) return null;
        return Tuple.of(owner.region())
                .addArrayOfLong(longs(ends, Notice::seq))
                .addArrayOfLong(longs(ends, Notice::reservationId))
                .addArrayOfLong(longs(ends, Notice::atMs));
    }

    private static <T> Long[] longs(List<T> of, Function<T, Long> field) {
        return of.stream().map(field).toArray(Long[]::new);
    }

    private static <T> String[] texts(List<T> of, Function<T, String> field) {
        return of.stream().map(it -> AuditEntry.storable(field.apply(it))).toArray(String[]::new);
    }

    private static <T> Integer[] ints(List<T> of, Function<T, Integer> field) {
        return of.stream().map(field).toArray(Integer[]::new);
    }

    @Override
    public void load(RowReader rows, LocalDays days, Books books) {}

    @Override
    public List<RowInvariant> invariants() {
        return List.of(TOLD_ONCE);
    }
}
