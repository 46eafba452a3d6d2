package io.yizhan.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two linters have nothing to say about the description; and each finds what it is there for. */
@Tag("slow")
final class LintTest {
    private static final String SOUND = Contract.text();

    @Test
    void theParserOfTheGeneratorsHasNothingToSay() {
        assertThat(Linters.swagger(SOUND)).isEmpty();
    }

    @Test
    void theSchemaOfTheSpecificationHasNothingToSay() {
        assertThat(Linters.schema(SOUND)).isEmpty();
    }

    @Test
    void aCommaThatCutsADescriptionInTwoIsFound() {
        String broken = planted(
                "description: 'As many tokens, of subjects numbered from 1.'}",
                "description: As many tokens, of subjects.}");
        assertThat(Linters.schema(broken)).anyMatch(it -> it.contains("of subjects."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{type: integer, minimum: 1, maximum: 20, default: 1}' | '{type: integr, minimum: 1}'",
                "'{type: integer, minimum: 1, maximum: 20, default: 1}' | '{type: integer, minimun: 1}'",
                "'{type: integer, minimum: 1, maximum: 20, default: 1}' | '{type: integer, minimum: one}'",
                "'{type: integer, minimum: 1, maximum: 20, default: 1}' | '{type: integer, minimum: 1, minimum: 1}'",
                "'{type: integer, minimum: 1, maximum: 20, default: 1}' | '{type: integer, minimum: 1'",
                "'      operationId: getOccupancy' | '      operationID: getOccupancy'",
                "'        required: true' | '        required: yes, it is'",
                "'          in: query' | '          in: queries'"
            })
    void theSchemaFindsWhatIsMisspelt(String good, String bad) {
        assertThat(Linters.schema(planted(good, bad))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'operationId: getOccupancy' | 'operationId: getStation'",
                "'responses/NotModified''}' | 'responses/NotModifed''}'",
                "'schemas/CrowdingLevel''}' | 'schemas/CrowdingLevels''}'"
            })
    void theParserFindsWhatDoesNotFitTogether(String good, String bad) {
        assertThat(Linters.swagger(planted(good, bad))).isNotEmpty();
    }

    private static String planted(String good, String bad) {
        assertThat(SOUND).contains(good);
        return SOUND.replaceFirst(java.util.regex.Pattern.quote(good), java.util.regex.Matcher.quoteReplacement(bad));
    }
}
