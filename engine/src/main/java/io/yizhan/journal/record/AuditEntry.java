package io.yizhan.journal.record;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.yizhan.core.Event;
import org.jspecify.annotations.Nullable;

/**
 * An event as the audit trail has it.
 *
 * @param kind the event's name
 * @param reservationId null where it is not about one
 * @param member null unless the event names one
 * @param payload a JSON object, or null where the kind says all
 */
public record AuditEntry(
        String kind,
        @Nullable Long reservationId,
        @Nullable String member,
        @Nullable String payload) {
    private static final EventKinds KINDS = new EventKinds();

    /** Any thread. */
    public static AuditEntry of(Event event) {
        EventKind<Event> kind = KINDS.of(event);
        String member = kind.member(event);
        return new AuditEntry(
                kind.name(), kind.reservationId(event), member == null ? null : storable(member), kind.audit(event));
    }

    /** Postgres has no place for the character 0, which a client may well send: it becomes U+FFFD, and is not what stops a region. */
    public static String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }

    static String quoted(String text) {
        var quoted = new StringBuilder().append('"');
        JsonStringEncoder.getInstance().quoteAsString(storable(text), quoted);
        return quoted.append('"').toString();
    }
}
