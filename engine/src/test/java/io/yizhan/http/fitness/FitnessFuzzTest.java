package io.yizhan.http.fitness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.fuzz.Fuzz;
import io.yizhan.fuzz.Mutator;
import io.yizhan.http.json.JsonFault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mutated bodies of claims and of checks: understood, or refused as the API says. */
@Tag("slow")
final class FitnessFuzzTest {
    private static final int BYTES_MAX = 4 << 20;

    @Test
    void understandsAClaimOrSaysWhatIsWrong() throws Exception {
        Mutator mutator = Mutator.ofJson("{\"equipment\":\"sh-001-m1\"}", "{\"equipment\":\"\u4e0a\u6d77\"}");
        Fuzz.run("claims", BYTES_MAX, random -> {
            Object read = ClaimRequest.parse(mutator.next(random));
            if (read instanceof JsonFault) return;
            assertThat(((ClaimRequest) read).equipment()).isNotEmpty();
        });
    }

    @Test
    void understandsACheckOrSaysWhatIsWrong() throws Exception {
        Mutator mutator = Mutator.ofJson(
                "{\"station\":\"s-1\",\"heightCm\":171.5,\"weightKg\":65,\"reactionTimeS\":0.42,\"sitAndReachCm\":-3.5}",
                "{\"pushUps\":30.0,\"station\":\"s\",\"vitalCapacityMl\":3.8e3,\"gripKg\":42.1,\"stepIndex\":58.1}",
                "{\"station\":\"s-1\"}");
        Fuzz.run("checks", BYTES_MAX, random -> {
            Object read = BodyCheckRequest.parse(mutator.next(random));
            if (read instanceof JsonFault) return;
            BodyCheckRequest request = (BodyCheckRequest) read;
            assertThat(request.station()).isNotEmpty();
            request.amounts().forEach((measure, amount) -> assertThat(amount).isBetween(measure.min(), measure.max()));
        });
    }

    @Test
    void understandsAnIdOrSaysThatItIsNone() throws Exception {
        Mutator mutator = Mutator.ofJson("\"w-1\"", "\"w-1234567890\"", "\"w-99999999999999999\"");
        Fuzz.run("ids of workouts", BYTES_MAX, random -> {
            String text = new String(mutator.next(random), UTF_8).replace("\"", "");
            long no = WorkoutIds.parse(text);
            if (no != WorkoutIds.NONE) assertThat(WorkoutIds.format(no)).isEqualTo(text);
        });
    }
}
