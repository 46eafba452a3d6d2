package io.yizhan.http.head;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MediaTypesTest {
    @Test
    void picksTheFormThatIsPreferred() {
        String json = "application/json";
        String geo = "application/geo+json";
        assertThat(MediaTypes.accepted(null, json, geo)).isZero();
        assertThat(MediaTypes.accepted("*/*", json, geo)).isZero();
        assertThat(MediaTypes.accepted(geo, json, geo)).isEqualTo(1);
        assertThat(MediaTypes.accepted("application/json;q=0.5, application/geo+json", json, geo))
                .isEqualTo(1);
        assertThat(MediaTypes.accepted("application/*;q=0.1, application/json;q=0", json, geo))
                .isEqualTo(1);
        assertThat(MediaTypes.accepted("text/html", json, geo)).isEqualTo(-1);
    }
}
