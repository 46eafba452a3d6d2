package io.yizhan.journal.record;

import com.fasterxml.jackson.core.JsonGenerator;
import io.yizhan.core.Event;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One kind of event: how it is written, how it is read, and how it is told. Writing and reading keep the schema's flyweights, so they are
 * for one thread at a time; telling is for any.
 *
 * @param <E> the events of this kind
 */
abstract class EventKind<E extends Event> {
    private final Class<E> type;
    private final int template;
    private final String name;

    /** @param template the message's id in the schema */
    EventKind(Class<E> type, int template) {
        this.type = type;
        this.template = template;
        name = type.getSimpleName();
    }

    final Class<E> type() {
        return type;
    }

    final int template() {
        return template;
    }

    /** As the audit trail and the dump call it; never changes. */
    final String name() {
        return name;
    }

    /** An upper bound of what lists and texts take, cheaply told. */
    long variableBytesMax(E event) {
        return 0;
    }

    /** Writes header, fixed fields, groups and texts. */
    abstract void write(E event, RecordWriter to);

    /** Reads what any version wrote. */
    abstract E read(RecordReader from) throws EventUnreadable;

    /** Null where it is not about one reservation. */
    @Nullable
    Long reservationId(E event) {
        return null;
    }

    /** Null where it names none. */
    @Nullable
    String member(E event) {
        return null;
    }

    /**
     * What it has besides, as the audit trail keeps it: a JSON object, or null where the kind says all. What was once written so is written
     * so for ever, since the trail is held against the journal.
     */
    @Nullable
    String audit(E event) {
        return null;
    }

    /** Its fields as a journal's dump has them; times as text. Names stay; new ones may come. */
    abstract void dump(E event, JsonGenerator to) throws IOException;
}
