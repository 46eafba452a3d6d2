package io.yizhan.http.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.fuzz.Fuzz;
import io.yizhan.fuzz.Mutator;
import io.yizhan.http.json.JsonFault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mutated bodies of gates: understood, or refused as the API says. */
@Tag("slow")
final class GateEventsFuzzTest {
    private static final int BYTES_MAX = 4 << 20;

    @Test
    void understandsGateEventsOrSaysWhatIsWrong() throws Exception {
        String one = "{\"seq\":1,\"at\":\"2026-11-21T18:00:00+08:00\",\"direction\":\"IN\",\"credential\":\"card-1\"}";
        String other =
                "{\"seq\":9223372036854775807,\"at\":\"2026-11-21T18:00:00.123Z\",\"direction\":\"OUT\",\"pass\":\"p\"}";
        Mutator mutator = Mutator.ofJson(
                "{\"boot\":\"b-1\",\"events\":[" + one + "]}",
                "{\"boot\":\"b-1\",\"events\":[" + one + "],\"forget\":[[1,2],[7,9223372036854775807]]}",
                "{\"boot\":\"b-1\",\"events\":[" + one + "," + other + "," + one + "]}",
                "{\"events\":[" + (other + ",").repeat(40) + one + "],\"boot\":\"b\"}");
        Fuzz.run("gates", BYTES_MAX, random -> {
            Object read = GateEventsRequest.parse(mutator.next(random));
            if (read instanceof JsonFault) return;
            GateEventsRequest request = (GateEventsRequest) read;
            for (long seq : request.seqs()) assertThat(seq).isPositive();
            for (long seq : request.spoilt()) assertThat(seq).isPositive();
            for (int i = 0; i < request.forget().length; i += 2)
                assertThat(request.forget()[i]).isBetween(1L, request.forget()[i + 1]);
            assertThat(request.rejected()).hasSizeLessThanOrEqualTo(GateEventsRequest.REJECTED_MAX);
        });
    }
}
