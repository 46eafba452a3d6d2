package io.yizhan.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Of every code that the HTTP edge has, what becomes of a message that is refused for it. */
class FateTest {
    private static final Map<String, Fate> NOT_LATER = Map.ofEntries(
            Map.entry("json-malformed", Fate.WRONG),
            Map.entry("body-not-utf8", Fate.WRONG),
            Map.entry("body-invalid", Fate.WRONG),
            Map.entry("body-too-large", Fate.WRONG),
            Map.entry("token-missing", Fate.FORBIDDEN),
            Map.entry("token-invalid", Fate.FORBIDDEN),
            Map.entry("token-expired", Fate.FORBIDDEN),
            Map.entry("headers-too-large", Fate.FORBIDDEN),
            Map.entry("role-missing", Fate.FORBIDDEN),
            Map.entry("gate-foreign", Fate.FORBIDDEN),
            Map.entry("gate-unknown", Fate.FORBIDDEN),
            Map.entry("machine-foreign", Fate.FORBIDDEN),
            Map.entry("machine-unknown", Fate.FORBIDDEN),
            Map.entry("region-unknown", Fate.FORBIDDEN),
            Map.entry("gate-gaps-exceeded", Fate.STUCK),
            Map.entry("gate-boots-exceeded", Fate.STUCK));

    @Test
    void acknowledgesOnlyWhatIsWrongInItself() {
        // All codes have a title there, which another test holds.
        var codes = ResourceBundle.getBundle("io.yizhan.http.problem.messages_en").keySet().stream()
                .filter(it -> it.endsWith(".title"))
                .map(it -> it.substring(0, it.length() - ".title".length()))
                .collect(Collectors.toSet());

        assertThat(codes).containsAll(NOT_LATER.keySet()).contains("overloaded", "rate-limited", "internal-error");
        for (String code : codes)
            assertThat(Fate.of(code)).as(code).isEqualTo(NOT_LATER.getOrDefault(code, Fate.LATER));
        for (String unknown : new String[] {"", "status-400", "status-422", "status-502", "what-will-be-new"})
            assertThat(Fate.of(unknown)).as(unknown).isEqualTo(Fate.LATER);
    }
}
