package io.yizhan.rows;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Books;
import io.yizhan.core.CompanionTerms;
import io.yizhan.core.Event.CompanionsInvited;
import io.yizhan.core.Event.InvitationAccepted;
import io.yizhan.core.Event.InvitationWithdrawn;
import io.yizhan.core.Invitation;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.rows.RowInvariant.Breach;
import io.yizhan.rows.RowStatement.Owner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Invitations to reservations, a row each. */
final class CompanionRows implements RowPart {
    private static final String INSERT = """
            insert into companion (region, reservation_id, number, state, member, invited_ms, accepted_ms, ended_ms, closes_min, changes_max,
              holder_present)
            select $1::text, id, number, state, case when accepted_ms > 0 then member end, invited_ms, nullif(accepted_ms, 0),
              nullif(ended_ms, 0), closes_min, changes_max, holder_present
            from unnest($2::bigint[], $3::int[], $4::int[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[], $9::int[], $10::int[],
                $11::boolean[])
              as c (id, number, state, member, invited_ms, accepted_ms, ended_ms, closes_min, changes_max, holder_present)
            """;

    private static final String UPDATE = """
            with changed as (
              update companion c set state = n.state,
                member = case when n.accepted_ms > 0 then n.member else c.member end,
                accepted_ms = case when n.accepted_ms > 0 then n.accepted_ms else c.accepted_ms end,
                ended_ms = nullif(n.ended_ms, 0)
              from unnest($2::bigint[], $3::int[], $4::int[], $5::text[], $6::bigint[], $7::bigint[])
                as n (id, number, state, member, accepted_ms, ended_ms)
              where c.region = $1::text and c.reservation_id = n.id and c.number = n.number
              returning 1)
            select expect_rows('invitations', $8::bigint, (select count(*) from changed))
            """;

    private static final String LOAD = """
            select c.reservation_id, c.closes_min, c.changes_max, c.holder_present, c.number, c.state, coalesce(c.member, ''), c.invited_ms,
              coalesce(c.accepted_ms, 0), coalesce(c.ended_ms, 0)
            from companion c join reservation r on r.region = c.region and r.id = c.reservation_id and not r.archived
            where c.region = ? order by c.reservation_id, c.number
            """;

    private static final String TOO_MANY = """
            select c.reservation_id, count(*), r.party from companion c join reservation r on r.region = c.region and r.id = c.reservation_id
            where c.region = ? and c.state < 2 group by c.reservation_id, r.party having count(*) >= r.party order by c.reservation_id
            """;

    private static final String TWICE = """
            select c.reservation_id, count(*) from companion c where c.region = ? and c.state = 1 and c.member <> ''
            group by c.reservation_id, c.member having count(*) > 1 order by c.reservation_id
            """;

    private static final String OWN = """
            select c.reservation_id, c.number from companion c join reservation r on r.region = c.region and r.id = c.reservation_id
            where c.region = ? and c.state = 1 and c.member = r.member and c.member <> '' order by c.reservation_id
            """;

    private static final String GAPS = """
            select c.reservation_id, max(c.number), count(*) from companion c where c.region = ?
            group by c.reservation_id having max(c.number) <> count(*) order by c.reservation_id
            """;

    private static final String NOBODYS = """
            select c.reservation_id, count(*) from companion c
            where c.region = ? and not exists (select from reservation r where r.region = c.region and r.id = c.reservation_id)
            group by c.reservation_id order by c.reservation_id
            """;

    private static final RowInvariant FIT_THE_PARTY = new RowInvariant(
            "companions",
            "a reservation's companions are fewer than its party, each once, and none its holder",
            List.of(
                    new Breach(
                            TOO_MANY,
                            row -> "to reservation " + row.getLong(1) + " for " + row.getInt(3) + " there are "
                                    + row.getLong(2) + " invited or coming along"),
                    new Breach(
                            TWICE,
                            row -> "somebody comes along to reservation " + row.getLong(1) + " " + row.getLong(2)
                                    + " times"),
                    new Breach(
                            OWN,
                            row -> "invitation " + row.getInt(2) + " to reservation " + row.getLong(1)
                                    + " was accepted by its holder"),
                    new Breach(
                            GAPS,
                            row -> "of the invitations to reservation " + row.getLong(1) + ", up to " + row.getInt(2)
                                    + ", there are " + row.getLong(3)),
                    new Breach(
                            NOBODYS,
                            row -> row.getLong(2) + " invitations are to reservation " + row.getLong(1)
                                    + ", which is missing")));

    /** Which. */
    record Key(long reservationId, int number) {}

    /** What a new one is after the batch. */
    record New(CompanionTerms terms, Invitation invitation) {}

    /**
     * What an older one is.
     *
     * @param acceptedMs 0 where that was before
     * @param endedMs 0 where it has not ended
     */
    record Changed(Invitation.State state, String member, long acceptedMs, long endedMs) {}

    final Map<Key, New> added = new LinkedHashMap<>();
    final Map<Key, Changed> changed = new LinkedHashMap<>();

    int take(CompanionsInvited event) {
        for (int i = 0; i < event.count(); i++) {
            int number = event.first() + i;
            added.put(
                    new Key(event.reservationId(), number),
                    new New(event.terms(), Invitation.open(number, event.atMs())));
        }
        return event.count();
    }

    int take(InvitationAccepted event) {
        Key key = new Key(event.reservationId(), event.number());
        New of = added.get(key);
        if (of == null) changed.put(key, new Changed(Invitation.State.ACCEPTED, event.member(), event.atMs(), 0));
        else added.put(key, new New(of.terms, of.invitation.accepted(event.member(), event.atMs())));
        return 1;
    }

    int take(InvitationWithdrawn event) {
        Key key = new Key(event.reservationId(), event.number());
        New of = added.get(key);
        Invitation.State state = event.left() ? Invitation.State.LEFT : Invitation.State.WITHDRAWN;
        if (of != null) {
            added.put(key, new New(of.terms, of.invitation.ended(event.left(), event.atMs())));
        } else {
            Changed before = changed.get(key);
            changed.put(
                    key,
                    before == null
                            ? new Changed(state, "", 0, event.atMs())
                            : new Changed(state, before.member, before.acceptedMs, event.atMs()));
        }
        return 1;
    }

    @Override
    public List<RowStatement> statements() {
        return List.of(new RowStatement(INSERT, this::inserted), new RowStatement(UPDATE, this::updated));
    }

    private @Nullable Tuple inserted(Owner owner) {
        if (added.isEmpty()) return null;
        List<Invitation> each = added.values().stream().map(New::invitation).toList();
        List<CompanionTerms> terms = added.values().stream().map(New::terms).toList();
        return Tuple.of(owner.region(), ids(added), numbers(added))
                .addArrayOfInteger(each.stream().map(it -> it.state().code()).toArray(Integer[]::new))
                .addArrayOfString(each.stream()
                        .map(it -> AuditEntry.storable(it.member()))
                        .toArray(String[]::new))
                .addArrayOfLong(each.stream().map(Invitation::invitedAtMs).toArray(Long[]::new))
                .addArrayOfLong(each.stream().map(Invitation::acceptedAtMs).toArray(Long[]::new))
                .addArrayOfLong(each.stream().map(Invitation::endedAtMs).toArray(Long[]::new))
                .addArrayOfInteger(terms.stream().map(CompanionTerms::closesMin).toArray(Integer[]::new))
                .addArrayOfInteger(
                        terms.stream().map(CompanionTerms::changesMax).toArray(Integer[]::new))
                .addArrayOfBoolean(
                        terms.stream().map(CompanionTerms::holderPresent).toArray(Boolean[]::new));
    }

    private @Nullable Tuple updated(Owner owner) {
        if (changed.isEmpty()) return null;
        List<Changed> each = List.copyOf(changed.values());
        return Tuple.of(owner.region(), ids(changed), numbers(changed))
                .addArrayOfInteger(each.stream().map(it -> it.state().code()).toArray(Integer[]::new))
                .addArrayOfString(each.stream()
                        .map(it -> AuditEntry.storable(it.member()))
                        .toArray(String[]::new))
                .addArrayOfLong(each.stream().map(Changed::acceptedMs).toArray(Long[]::new))
                .addArrayOfLong(each.stream().map(Changed::endedMs).toArray(Long[]::new))
                .addLong((long) each.size());
    }

    private static Long[] ids(Map<Key, ?> of) {
        return of.keySet().stream().map(Key::reservationId).toArray(Long[]::new);
    }

    private static Integer[] numbers(Map<Key, ?> of) {
        return of.keySet().stream().map(Key::number).toArray(Integer[]::new);
    }

    @Override
    public void load(RowReader rows, LocalDays days, Books books) throws SQLException {
        rows.each(LOAD, row -> books.companions().invitation(row.getLong(1), terms(row), invitation(row)));
    }

    private static CompanionTerms terms(ResultSet row) throws SQLException {
        return new CompanionTerms(row.getInt(2), row.getInt(3), row.getBoolean(4));
    }

    private static Invitation invitation(ResultSet row) throws SQLException {
        Invitation.State state = Invitation.State.of(row.getInt(6));
        if (state == null) throw new IllegalStateException("an invitation is " + row.getInt(6));
        return new Invitation(row.getInt(5), state, row.getString(7), row.getLong(8), row.getLong(9), row.getLong(10));
    }

    @Override
    public List<RowInvariant> invariants() {
        return List.of(FIT_THE_PARTY);
    }
}
