package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class HttpContractTest {
    private static EdgeParts parts;

    @BeforeAll
    static void start() {
        parts = new EdgeParts();
    }

    @AfterAll
    static void stop() {
        parts.close();
    }

    @Test
    void everyRouteIsDescribed() {
        for (String pattern : parts.routes().table.patterns()) {
            assertThat(HttpContract.operations())
                    .as(pattern)
                    .anyMatch(operation -> operation.getOpenAPIPath().equals(pattern));
        }
    }
}
