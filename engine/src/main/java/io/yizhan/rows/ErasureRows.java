package io.yizhan.rows;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Books;
import io.yizhan.core.Event;
import io.yizhan.core.Event.BodyChecked;
import io.yizhan.core.Event.InvitationAccepted;
import io.yizhan.core.Event.MemberErased;
import io.yizhan.core.Event.OperatorActed;
import io.yizhan.core.Event.ReservationPlaced;
import io.yizhan.core.Event.WorkoutRecorded;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.rows.RowStatement.Owner;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Members who are forgotten: their reservations are nobody's from here on, and no longer in the books. That the append-only tables know them
 * no more, {@link Erasures} sees to later, by the rows that are left here.
 */
final class ErasureRows implements RowPart {
    /** Those in the books. Their constraints see to it that they are over. */
    private static final String LEAVE = """
            with left_books as (
              update reservation r set archived = true from unnest($2::bigint[]) as e (id)
              where r.region = $1::text and r.id = e.id and not r.archived returning 1)
            select expect_rows('reservations of forgotten members', $3::bigint, (select count(*) from left_books))
            """;

    private static final String FORGET = """
            update reservation r set member = '', key_hi = 0, key_lo = 0
            where r.region = $1::text and r.archived and r.member = any ($2::text[])
            """;

    private static final String FORGET_COMPANIONS =
            "update companion c set member = '' where c.region = $1::text and c.member = any ($2::text[])";

    /** They stay as counts, without what was measured of their body. */
    private static final String FORGET_WORKOUTS = """
            update workout w set member = '', whose = 3, heart_rate_bpm = null, power_w = null
            where w.region = $1::text and w.member <> '' and w.member = any ($2::text[])
            """;

    private static final String FORGET_BODY_CHECKS =
            "delete from body_check b where b.region = $1::text and b.member = any ($2::text[])";

    /** What was counted for their employer stays counted, as nobody's. */
    private static final String FORGET_CONSENTS =
            "delete from employer_consent c where c.region = $1::text and c.member = any ($2::text[])";

    /**
     * What a booking partner has said of an order is about them, and what its customer is told. Nothing that a partner sees of its order has
     * changed by that: what was still to come has ended by events of its own.
     */
    private static final String FORGET_ORDERS = """
            update booking_order o set member = '', details = '', notice = ''
            where o.region = $1::text and o.member = any ($2::text[])
            """;

    private static final String FORGET_LETTERS =
            "delete from letter l where l.region = $1::text and l.member = any ($2::text[])";

    private static final String FORGET_NOTICES =
            "delete from notification n where n.region = $1::text and n.member = any ($2::text[])";

    private static final String FORGET_CONTACTS =
            "delete from contact c where c.region = $1::text and c.member = any ($2::text[])";

    private static final String OWE = """
            insert into erasure (region, seq, at_ms, member)
            select $1::text, seq, at_ms, member from unnest($2::bigint[], $3::bigint[], $4::text[]) as e (seq, at_ms, member)
            """;

    /** By the number of its event, which is how the same member may be here twice. */
    final Map<Long, MemberErased> erased = new HashMap<>();

    int take(MemberErased event, long seq) {
        erased.put(seq, event);
        return 1 + event.reservations().length;
    }

    boolean has(String member) {
        for (MemberErased event : erased.values()) if (event.member().equals(member)) return true;
        return false;
    }

    /** Whoever was forgotten may come back, as somebody new. */
    @Override
    public boolean closedTo(Event event) {
        if (erased.isEmpty()) return false;
        return (event instanceof ReservationPlaced placed && has(placed.member()))
                || (event instanceof WorkoutRecorded recorded
                        && has(recorded.workout().member()))
                || (event instanceof BodyChecked checked && has(checked.check().member()))
                || (event instanceof InvitationAccepted accepted && has(accepted.member()))
                || (event instanceof OperatorActed acted && has(acted.member()));
    }

    @Override
    public List<RowStatement> statements() {
        return List.of(
                new RowStatement(LEAVE, this::leaving),
                new RowStatement(FORGET, this::members),
                new RowStatement(FORGET_COMPANIONS, this::members),
                new RowStatement(FORGET_WORKOUTS, this::members),
                new RowStatement(FORGET_CONSENTS, this::members),
                new RowStatement(FORGET_BODY_CHECKS, this::members),
                new RowStatement(FORGET_ORDERS, this::members),
                new RowStatement(FORGET_LETTERS, this::members),
                new RowStatement(FORGET_NOTICES, this::members),
                new RowStatement(FORGET_CONTACTS, this::members),
                new RowStatement(OWE, this::owed));
    }

    private @Nullable Tuple leaving(Owner owner) {
        Long[] ids = erased.values().stream()
                .flatMapToLong(event -> Arrays.stream(event.reservations()))
                .boxed()
                .toArray(Long[]::new);
        return ids.length == 0 ? null : Tuple.of(owner.region(), ids, (long) ids.length);
    }

    private @Nullable Tuple members(Owner owner) {
        return erased.isEmpty() ? null : Tuple.of(owner.region()).addArrayOfString(subjects());
    }

    private @Nullable Tuple owed(Owner owner) {
        if (erased.isEmpty()) return null;
        Long[] atMs = erased.values().stream().map(MemberErased::atMs).toArray(Long[]::new);
        return Tuple.of(owner.region(), erased.keySet().toArray(Long[]::new), atMs)
                .addArrayOfString(subjects());
    }

    private String[] subjects() {
        return erased.values().stream()
                .map(event -> AuditEntry.storable(event.member()))
                .toArray(String[]::new);
    }

    @Override
    public void load(RowReader rows, LocalDays days, Books books) {}
}
