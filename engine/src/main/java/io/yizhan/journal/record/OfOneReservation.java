package io.yizhan.journal.record;

import com.fasterxml.jackson.core.JsonGenerator;
import io.yizhan.core.Event;
import java.io.IOException;

/**
 * A kind of event in which the reservation's number says all.
 *
 * @param <E> the events of this kind
 */
abstract class OfOneReservation<E extends Event> extends EventKind<E> {
    OfOneReservation(Class<E> type, int template) {
        super(type, template);
    }

    abstract long id(E event);

    @Override
    final Long reservationId(E event) {
        return id(event);
    }

    @Override
    final void dump(E event, JsonGenerator to) throws IOException {
        to.writeNumberField("reservationId", id(event));
    }
}
