package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever can be looked at beforehand. */
@HearsErrors
class HttpPreviewTest {
    /** So that nobody finds done what they only wanted to look at. */
    @Test
    void whoeverMisspellsAPreviewFindsNothingDone() {
        List<String> tried = new ArrayList<>();
        try (HttpEngine engine = new HttpEngine()) {
            String token = engine.client.token("{\"roles\":[\"admin\",\"member\"],\"subject\":\"a-1\"}");
            for (ContractOperation operation : ContractOperation.all()) {
                if (!operation.queries().contains("preview")) continue;
                List<String> headers = new ArrayList<>(operation.headers());
                headers.addAll(List.of("Authorization", "Bearer " + token));
                Answer answer = engine.client.send(
                        operation.method(),
                        operation.target(Map.of()) + "?preveiw=true",
                        operation.body(),
                        headers.toArray(String[]::new));
                assertThat(answer.code())
                        .as(operation.id() + ": " + answer.body())
                        .isEqualTo("parameter-invalid");
                assertThat(answer.body()).contains("preveiw", "preview=true");
                tried.add(operation.id());
            }
            assertThat(engine.audit.acts).isEmpty();
        }
        assertThat(tried).contains("eraseMe", "replaceCatalogue", "closeVenues").hasSizeGreaterThan(7);
    }
}
