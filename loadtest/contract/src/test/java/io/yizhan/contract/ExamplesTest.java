package io.yizhan.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the description gives as an example is what it describes. */
final class ExamplesTest {
    private static final String HOME = "urn:yizhan:openapi";
    private static final JsonNode CONTRACT = Contract.tree(Contract.text());
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDialect(
            Dialects.getDraft202012(), builder -> builder.schemas(Map.of(HOME, CONTRACT.toString())));

    @Test
    void everyExampleIsValid() {
        List<String> wrong = new ArrayList<>();
        int[] examples = {0};
        Contract.walk(CONTRACT, "", (pointer, node) -> {
            if (!node.isObject() || pointer.endsWith("/properties")) return;
            // A schema's own; or a parameter's, a header's or a content's, beside its schema.
            for (JsonNode example : node.path("examples")) {
                examples[0]++;
                wrong.addAll(errors(pointer, example));
            }
            if (node.has("example") && node.has("schema")) {
                examples[0]++;
                wrong.addAll(errors(pointer + "/schema", node.path("example")));
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(examples[0]).isGreaterThan(15);
    }

    @Test
    void anExampleThatIsNotValidIsFound() {
        assertThat(errors("/components/schemas/Time", JSON_TEXT)).isNotEmpty();
    }

    private static final JsonNode JSON_TEXT = CONTRACT.path("openapi");

    private static List<String> errors(String pointer, JsonNode example) {
        Schema schema = SCHEMAS.getSchema(SchemaLocation.of(HOME + "#" + pointer));
        return schema
                .validate(
                        example.toString(),
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(error -> pointer + ": " + error)
                .toList();
    }
}
