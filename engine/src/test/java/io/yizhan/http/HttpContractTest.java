package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bodies that are read by hand are read as the contract describes them: no more is taken, and no less. */
final class HttpContractTest {
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
                "{\"seq\":1,\"at\":\"2026-11-21T10:00:00+08:00\",\"direction\":\"IN\"}",
                "{\"seq\":1,\"at\":\"2026-11-21T02:00:00.123456Z\",\"direction\":\"OUT\",\"pass\":\"p\"}",
                "{\"seq\":9223372036854775807,\"at\":\"2026-11-21T02:00:00Z\",\"direction\":\"OUT\",\"credential\":\"c\"}",
                "{\"seq\":0,\"at\":\"2026-11-21T02:00:00Z\",\"direction\":\"IN\"}",
                "{\"seq\":1,\"at\":\"2026-11-21T02:00Z\",\"direction\":\"IN\"}",
                "{\"seq\":1,\"at\":\"yesterday and the day before\",\"direction\":\"IN\"}",
                "{\"seq\":1,\"at\":\"2026-11-21T02:00:00Z\",\"direction\":\"in\"}",
                "{\"seq\":1,\"at\":\"2026-11-21T02:00:00Z\"}",
                "{\"at\":\"2026-11-21T02:00:00Z\",\"direction\":\"IN\"}",
                "{\"seq\":1,\"direction\":\"IN\"}",
                "{\"seq\":1,\"at\":\"2026-11-21T02:00:00Z\",\"direction\":\"IN\",\"pass\":\"\"}",
                "{\"seq\":1,\"at\":\"2026-11-21T02:00:00Z\",\"direction\":\"IN\",\"more\":1}",
                "[]",
                "1"
            })
    void readsGateEventsAsTheContractHasThem(String event) {
        readsBodiesOfGatesAsTheContractHasThem("{\"boot\":\"b\",\"events\":[" + event + "]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"boot\":\"b\",\"forget\":[[1,1],[9,12]]}",
                "{\"boot\":\"b\",\"forget\":[]}",
                "{\"boot\":\"b\",\"forget\":[[1,9223372036854775807]]}",
                "{\"boot\":\"b\",\"forget\":[[0,1]]}",
                "{\"boot\":\"b\",\"forget\":[[1]]}",
                "{\"boot\":\"b\",\"forget\":[[1,2,3]]}",
                "{\"boot\":\"b\",\"forget\":[1,2]}",
                "{\"boot\":\"b\",\"forget\":[[1,\"2\"]]}",
                "{\"boot\":\"b\",\"forget\":[[[1],2]]}",
                "{\"boot\":\"b\",\"forget\":{}}",
                "{\"boot\":\"b\",\"events\":[]}",
                "{\"boot\":\"b\",\"events\":[],\"forget\":[[1,1]]}",
                "{\"boot\":\"b\"}",
                "{\"boot\":\"\",\"forget\":[[1,1]]}",
                "{\"forget\":[[1,1]]}",
                "{\"boot\":\"b\",\"forget\":[[1,1]],\"more\":1}"
            })
    void readsBodiesOfGatesAsTheContractHasThem(String body) {
        boolean taken = GateEventsRequest.parse(bytes(body)) instanceof GateEventsRequest request
                && request.rejectedCount() == 0;
        assertThat(taken).isEqualTo(HttpContract.accepts("recordGateEvents", body));
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

    @Test
    void everyRouteIsDescribed() {
        for (Route route : Route.values()) {
            if (route == Route.OTHER || route == Route.FORWARDED) continue;
            assertThat(HttpContract.operations())
                    .as(route.label)
                    .anyMatch(operation -> operation.getOpenAPIPath().equals(route.label));
        }
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
