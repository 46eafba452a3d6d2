package io.yizhan.http.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.http.HttpClient;
import io.yizhan.http.HttpContract;
import io.yizhan.http.json.JsonFault;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of bookings are read as the contract describes them: no more is taken, and no less. */
final class ReservationRequestTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"slots\":[\"a\"]}",
                "{\"slots\":[\"a\",\"b\"],\"party\":20,\"mode\":\"hold\",\"onFull\":\"waitlist\"}",
                "{\"onFull\":\"refuse\",\"mode\":\"confirm\",\"party\":1,\"slots\":[\"é\"]}",
                "{\"slots\":[\"a\"],\"party\":1.0}",
                "{\"slots\":[\"a\"],\"party\":1e1}",
                "{\"slots\":[\"a\"],\"party\":1.5}",
                "{\"slots\":[\"a\"],\"party\":0}",
                "{\"slots\":[\"a\"],\"party\":21}",
                "{\"slots\":[\"a\"],\"party\":-1}",
                "{\"slots\":[\"a\"],\"party\":99999999999999999999}",
                "{\"slots\":[\"a\"],\"party\":\"1\"}",
                "{\"slots\":[\"a\"],\"party\":null}",
                "{\"slots\":[\"a\"],\"party\":true}",
                "{\"slots\":[\"a\"],\"mode\":\"CONFIRM\"}",
                "{\"slots\":[\"a\"],\"mode\":1}",
                "{\"slots\":[\"a\"],\"onFull\":\"\"}",
                "{\"slots\":[\"a\"],\"more\":1}",
                "{\"slots\":[]}",
                "{\"slots\":[\"\"]}",
                "{\"slots\":[1]}",
                "{\"slots\":[null]}",
                "{\"slots\":[[\"a\"]]}",
                "{\"slots\":[{}]}",
                "{\"slots\":[\"a\",\"a\"]}",
                "{\"slots\":\"a\"}",
                "{\"slots\":{\"0\":\"a\"}}",
                "{\"slots\":null}",
                "{}",
                "[]",
                "\"slots\"",
                "1",
                "null",
                "true"
            })
    void readsReservationsAsTheContractHasThem(String body) {
        assertThat(ReservationRequest.parse(bytes(body)) instanceof ReservationRequest)
                .isEqualTo(HttpContract.accepts("placeReservation", body));
    }

    @Test
    void readsReservationsOfAllLengthsAsTheContractHasThem() {
        for (int count = 1; count <= 10; count++) {
            String[] ids = IntStream.range(0, count).mapToObj(i -> "slot-" + i).toArray(String[]::new);
            readsReservationsAsTheContractHasThem(HttpClient.slots(ids));
        }
        for (int length = 63; length <= 66; length++) {
            readsReservationsAsTheContractHasThem(HttpClient.slots("x".repeat(length)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"slots\":[\"a\"]",
                "{\"slots\":[\"a\"]}}",
                "{\"slots\":[\"a\"]} {}",
                "{\"slots\":[\"a\"],\"slots\":[\"b\"]}",
                "{\"slots\":[\"a\"],\"party\":1,\"party\":1}",
                "{'slots':['a']}",
                "{slots:[\"a\"]}",
                "{\"slots\":[\"a\",]}",
                "{\"slots\":[\"a\\u00\"]}",
                "{\"slots\":[\"a\n\"]}",
                "{\"slots\":[\"a\"],\"party\":01}",
                "{\"slots\":[\"a\"],\"party\":NaN}",
                "/* */{\"slots\":[\"a\"]}"
            })
    void refusesWhatIsNoJson(String body) {
        assertThat(ReservationRequest.parse(bytes(body))).isInstanceOf(JsonFault.Malformed.class);
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
