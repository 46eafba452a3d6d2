package io.yizhan.http.reservation;

import io.yizhan.core.Command;
import io.yizhan.core.DrawView;
import io.yizhan.core.Outcome;
import io.yizhan.core.Pseudonym;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.secret.DrawSecrets;
import java.nio.ByteBuffer;

/**
 * What the writer is asked for where somebody books: to place it or, as long as its slot is drawn for, to let them enter, with the pseudonym that
 * only an edge can make. Of one event loop.
 */
final class AskedBooking {
    private final DrawSecrets secrets;

    AskedBooking(DrawSecrets secrets) {
        this.secrets = secrets;
    }

    Command.For<Outcome.Placed> of(Exchange exchange, Command.PlaceReservation booking) {
        DrawView draw = exchange.region.feed().drawOf(booking.slots(), exchange.directory()::stationNoOfVenue);
        return draw == null
                ? booking
                : new Command.EnterDraw(booking, pseudonym(draw.terms().drawId(), booking.member()));
    }

    private Pseudonym pseudonym(String drawId, String member) {
        ByteBuffer bytes = ByteBuffer.wrap(secrets.pseudonym(drawId, member));
        return new Pseudonym(bytes.getLong(), bytes.getLong());
    }
}
