package io.yizhan.http.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.http.HttpContract;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of gates are read as the contract describes them: no more is taken, and no less. */
final class GateEventsRequestTest {
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

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
