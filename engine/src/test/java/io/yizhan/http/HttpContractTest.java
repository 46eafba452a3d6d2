package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.http.loop.Route;
import org.junit.jupiter.api.Test;

final class HttpContractTest {
    @Test
    void everyRouteIsDescribed() {
        for (Route route : Route.values()) {
            if (route == Route.OTHER || route == Route.FORWARDED) continue;
            assertThat(HttpContract.operations())
                    .as(route.label)
                    .anyMatch(operation -> operation.getOpenAPIPath().equals(route.label));
        }
    }
}
