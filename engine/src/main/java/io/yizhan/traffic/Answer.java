package io.yizhan.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the engine said.
 *
 * @param request which request that was for, for people
 */
record Answer(String request, int status, byte[] body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** This one. @throws IllegalStateException it has another status */
    Answer expect(int... statuses) {
        if (Arrays.stream(statuses).anyMatch(it -> it == status)) return this;
        throw new IllegalStateException(
                request + " was answered " + status + ": " + new String(body, StandardCharsets.UTF_8));
    }

    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (IOException notJson) {
            throw new IllegalStateException(request + " was not answered in JSON", notJson);
        }
    }
}
