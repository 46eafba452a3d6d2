package io.yizhan.http.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.http.HttpContract;
import io.yizhan.http.json.JsonFault;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of series are read as the contract describes them: no more is taken, and no less. */
final class SeriesRequestTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"slots\":[\"a\"],\"weeks\":4}",
                "{\"weeks\":9,\"slots\":[\"a\",\"b\"],\"party\":20,\"mode\":\"hold\",\"onFull\":\"waitlist\"}",
                "{\"slots\":[\"a\"],\"weeks\":1,\"party\":1,\"mode\":\"confirm\",\"onFull\":\"refuse\"}",
                "{\"slots\":[\"a\"],\"weeks\":4.0}",
                "{\"slots\":[\"a\"],\"weeks\":4.5}",
                "{\"slots\":[\"a\"],\"weeks\":0}",
                "{\"slots\":[\"a\"],\"weeks\":-1}",
                "{\"slots\":[\"a\"],\"weeks\":10}",
                "{\"slots\":[\"a\"],\"weeks\":1000}",
                "{\"slots\":[\"a\"],\"weeks\":4294967300}",
                "{\"slots\":[\"a\"],\"weeks\":\"4\"}",
                "{\"slots\":[\"a\"],\"weeks\":null}",
                "{\"slots\":[\"a\"],\"weeks\":[4]}",
                "{\"slots\":[\"a\"]}",
                "{\"slots\":[],\"weeks\":4}",
                "{\"slots\":[\"a\",\"a\"],\"weeks\":4}",
                "{\"slots\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\"],\"weeks\":4}",
                "{\"slots\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\"],\"weeks\":4}",
                "{\"slots\":[\"a\"],\"weeks\":4,\"party\":21}",
                "{\"slots\":[\"a\"],\"weeks\":4,\"mode\":\"preview\"}",
                "{\"slots\":[\"a\"],\"weeks\":4,\"onFull\":\"wait\"}",
                "{\"slots\":[\"a\"],\"weeks\":4,\"more\":1}",
                "{\"weeks\":4}",
                "{}",
                "[]",
                "4",
                "null"
            })
    void readsSeriesAsTheContractHasThem(String body) {
        assertThat(SeriesRequest.parse(bytes(body)) instanceof SeriesRequest)
                .isEqualTo(HttpContract.accepts("placeSeries", body));
    }

    @Test
    void takesWhatIsLeftOutAsTheContractSays() {
        SeriesRequest request = (SeriesRequest) SeriesRequest.parse(bytes("{\"slots\":[\"a\"],\"weeks\":4}"));
        assertThat(request.slots()).containsExactly("a");
        assertThat(request.weeks()).isEqualTo(4);
        assertThat(request.party()).isEqualTo(1);
        assertThat(request.hold()).isFalse();
        assertThat(request.waitlist()).isFalse();
    }

    @Test
    void refusesWhatIsNoJson() {
        assertThat(SeriesRequest.parse(bytes("{\"slots\":[\"a\"],\"weeks\":4,\"weeks\":4}")))
                .isInstanceOf(JsonFault.Malformed.class);
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
