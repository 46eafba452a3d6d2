package io.yizhan.journal.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Event;
import io.yizhan.journal.sbe.MessageHeaderDecoder;
import io.yizhan.journal.sbe.MessageHeaderEncoder;
import io.yizhan.journal.sbe.ReservationCancelledDecoder;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;

/**
 * A record of before a field was appended is read by its own length: a reader that took the new one would take the bytes behind it for the
 * field, or miss them. What such programs really wrote, {@link FrozenJournalTest} reads; here are as many as wanted, by seed.
 */
class OldRecordsTest {
    private static final int SEEDS = 1_000;
    private static final int BODY = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventCodec codec = new EventCodec();
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();

    @Test
    void readsACancellationOfBeforeOperatorsTookPlaces() throws EventUnreadable {
        FixedFields fields = new FixedFields(ReservationCancelledDecoder.class);
        for (int seed = 1; seed <= SEEDS; seed++) {
            var event = (Event.ReservationCancelled) new EventSamples(seed).of(5);
            codec.encode(event, buffer, 0);
            new MessageHeaderEncoder()
                    .wrap(buffer, 0)
                    .blockLength(fields.bytes(4))
                    .templateId(ReservationCancelledDecoder.TEMPLATE_ID)
                    .schemaId(MessageHeaderDecoder.SCHEMA_ID)
                    .version(4);

            assertThat(codec.decode(buffer, 0, BODY + fields.bytes(4)))
                    .isEqualTo(new Event.ReservationCancelled(event.atMs(), event.reservationId(), event.closureNo()));
        }
    }

    @Test
    void readsACancellationOfBeforeClosures() throws EventUnreadable {
        FixedFields fields = new FixedFields(ReservationCancelledDecoder.class);
        for (int seed = 1; seed <= SEEDS; seed++) {
            var event = (Event.ReservationCancelled) new EventSamples(seed).of(5);
            codec.encode(event, buffer, 0);
            int length = BODY + fields.bytes(3);
            new MessageHeaderEncoder()
                    .wrap(buffer, 0)
                    .blockLength(fields.bytes(3))
                    .templateId(ReservationCancelledDecoder.TEMPLATE_ID)
                    .schemaId(MessageHeaderDecoder.SCHEMA_ID)
                    .version(3);

            assertThat(codec.decode(buffer, 0, length))
                    .isEqualTo(new Event.ReservationCancelled(event.atMs(), event.reservationId()));
        }
    }
}
