package io.yizhan.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class JsonLinesTest {
    @Test
    void writesOneObjectALineWithATimeThatPeopleCanRead() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("io.yizhan.Some");
        LoggingEvent event = new LoggingEvent(
                "Some", logger, Level.WARN, "a \"{}\" 驿站", new IllegalStateException("broken"), new Object[] {1});
        event.setTimeStamp(1_795_888_998_819L);
        JsonLines encoder = new JsonLines();
        encoder.start();

        String line = new String(encoder.encode(event), StandardCharsets.UTF_8);

        assertThat(line)
                .startsWith("{\"timestamp\":\"2026-11-28T18:03:18.819Z\",\"level\":\"WARN\",")
                .endsWith("}\n");
        assertThat(line.strip()).doesNotContain("\n");
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.get("formattedMessage").asText()).isEqualTo("a \"1\" 驿站");
        assertThat(json.get("throwable").get("message").asText()).isEqualTo("broken");
    }
}
