package io.yizhan.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** What two readers that know nothing of each other find wrong in a description; nothing where it is sound. */
final class Linters {
    private static final String OAS = "https://spec.openapis.org/oas/3.1/";

    /**
     * The specification's own schema lets a Schema Object have any keyword, and so a misspelt one, or half of a description that a comma
     * has cut in two. Here only those that it names may be there.
     */
    private static final String STRICT = """
            {
              "$id": "urn:yizhan:openapi-strict",
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "$ref": "https://spec.openapis.org/oas/3.1/schema/2022-10-07",
              "$defs": {
                "schema": {
                  "$dynamicAnchor": "meta",
                  "$ref": "https://spec.openapis.org/oas/3.1/dialect/base",
                  "patternProperties": {"^x-": true},
                  "unevaluatedProperties": false
                }
              }
            }
            """;

    private Linters() {}

    /** The reader that Java's generators and gateways build on: it resolves references, and compares what is said in several places. */
    static List<String> swagger(String yaml) {
        List<String> messages = new OpenAPIV3Parser().readContents(yaml).getMessages();
        return messages == null ? List.of() : List.copyOf(messages);
    }

    /** YAML 1.2 read strictly, then each part held to the specification's JSON Schema. */
    static List<String> schema(String yaml) {
        JsonNode tree;
        try {
            tree = Contract.tree(yaml);
        } catch (YamlEngineException malformed) {
            return List.of(String.valueOf(malformed.getMessage()));
        }
        return strict().validate(tree).stream().map(Object::toString).toList();
    }

    private static Schema strict() {
        Map<String, String> schemas = Map.of(
                OAS + "schema/2022-10-07", bundled("schema/2022-10-07"),
                OAS + "dialect/base", bundled("dialect/base"),
                OAS + "meta/base", bundled("meta/base"));
        return SchemaRegistry.withDialect(Dialects.getDraft202012(), builder -> builder.schemas(schemas))
                .getSchema(SchemaLocation.of("urn:yizhan:openapi-strict"), STRICT, InputFormat.JSON);
    }

    private static String bundled(String name) {
        return Contract.resource("/spec.openapis.org/oas/3.1/" + name);
    }
}
