package io.yizhan.http.reservation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.fuzz.Fuzz;
import io.yizhan.fuzz.Mutator;
import io.yizhan.http.json.JsonFault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mutated bodies of bookings: understood, or refused as the API says. */
@Tag("slow")
final class ReservationFuzzTest {
    private static final int BYTES_MAX = 4 << 20;

    @Test
    void understandsABookingOrSaysWhatIsWrong() throws Exception {
        Mutator mutator = Mutator.ofJson(
                "{\"slots\":[\"s-1-b1.20261121T1800\"],\"party\":1,\"mode\":\"confirm\"}",
                "{\"slots\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\"],\"party\":2.0,\"mode\":\"hold\",\"onFull\":\"refuse\"}",
                "{\"mode\":\"hold\",\"onFull\":\"waitlist\",\"party\":8,\"slots\":[\"\u4e0a\u6d77\"]}");
        Fuzz.run("booking", BYTES_MAX, random -> {
            Object read = ReservationRequest.parse(mutator.next(random));
            if (read instanceof JsonFault) return;
            ReservationRequest request = (ReservationRequest) read;
            assertThat(request.slots().length).isBetween(1, io.yizhan.core.Command.SLOTS_MAX);
            assertThat(request.party()).isBetween(1, io.yizhan.core.Command.PARTY_MAX);
        });
    }

    @Test
    void understandsASeriesOrSaysWhatIsWrong() throws Exception {
        Mutator mutator = Mutator.ofJson(
                "{\"slots\":[\"s-1-b1.20261121T1800\"],\"weeks\":4,\"party\":1,\"mode\":\"confirm\"}",
                "{\"weeks\":9.0,\"slots\":[\"a\",\"b\"],\"mode\":\"hold\",\"onFull\":\"waitlist\"}");
        Fuzz.run("series", BYTES_MAX, random -> {
            Object read = SeriesRequest.parse(mutator.next(random));
            if (read instanceof JsonFault) return;
            SeriesRequest request = (SeriesRequest) read;
            assertThat(request.slots().length).isBetween(1, io.yizhan.core.Command.SLOTS_MAX);
            assertThat(request.weeks()).isBetween(1, SeriesRequest.WEEKS_MAX);
            assertThat(request.party()).isBetween(1, io.yizhan.core.Command.PARTY_MAX);
        });
    }

    @Test
    void refusesANumberWithAnExponentBeyondAnyNumber() {
        for (String number : new String[] {"1e99999999999999999", "-1.5e-99999999999999999", "1e2147483648"}) {
            byte[] body = ("{\"slots\":[\"a\"],\"party\":" + number + "}").getBytes(UTF_8);
            assertThat(ReservationRequest.parse(body)).as(number).isInstanceOf(JsonFault.class);
        }
    }
}
