package io.yizhan.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.yizhan.catalogue.Controller.Direction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Controllers of gates, in the city's file. */
class ControllerReaderTest {
    private static byte[] file(String... controllers) {
        StringBuilder gates = new StringBuilder("\"gates\":[");
        for (int i = 0; i < controllers.length; i++)
            gates.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"g")
                    .append(i)
                    .append("\",\"controller\":{")
                    .append(controllers[i])
                    .append("}}");
        return CatalogueFileTest.CITY
                .replace("\"gates\":[\"g\"]", gates.append(']'))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static final String WHOLE =
            "\"kind\":\"ZKTECO\",\"serial\":\"CKJF_1-a\",\"addresses\":[\"203.0.113.0/24\",\"2001:db8::7\"],\"direction\":\"OUT\","
                    + "\"doors\":{\"2\":\"OUT\",\"1\":\"IN\"}";

    @Test
    void readsWhatAGateIsControlledByAndWritesItBack() {
        City city = CatalogueFile.read(file(WHOLE, "\"kind\":\"UHPPOTE\",\"serial\":\"423187757\""));
        List<Gate> gates = city.stations().getFirst().gates();
        assertThat(gates.getFirst().controller())
                .isEqualTo(new Controller(
                        Controller.Kind.ZKTECO,
                        "CKJF_1-a",
                        List.of(
                                Objects.requireNonNull(Network.parse("203.0.113.0/24")),
                                Objects.requireNonNull(Network.parse("2001:db8::7"))),
                        Direction.OUT,
                        Map.of(1, Direction.IN, 2, Direction.OUT)));
        assertThat(gates.get(1).controller())
                .isEqualTo(new Controller(Controller.Kind.UHPPOTE, "423187757", List.of(), null, Map.of()));
        assertThat(CatalogueFile.read(CatalogueFile.write(city))).isEqualTo(city);
        assertThat(CatalogueFile.write(CatalogueFile.read(CatalogueFile.write(city))))
                .isEqualTo(CatalogueFile.write(city));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"kind\":\"ZKTECO\" | .controller | lacks \"serial\"",
                "\"serial\":\"A\" | .controller | lacks \"kind\"",
                "\"kind\":\"X\",\"serial\":\"A\" | .kind | one of",
                "\"kind\":\"ZKTECO\",\"serial\":\"\" | .serial | letters",
                "\"kind\":\"ZKTECO\",\"serial\":\"A B\" | .serial | letters",
                "\"kind\":\"ZKTECO\",\"serial\":\"A' OR 1=1\" | .serial | letters",
                "\"kind\":\"ZKTECO\",\"serial\":\"123456789012345678901234567890123\" | .serial | 1 to 32",
                "\"kind\":\"ZKTECO\",\"serial\":7 | .serial | a text",
                "\"kind\":\"UHPPOTE\",\"serial\":\"A\" | .serial | a number",
                "\"kind\":\"UHPPOTE\",\"serial\":\"4294967296\" | .serial | a number",
                "\"kind\":\"UHPPOTE\",\"serial\":\"0\" | .serial | a number",
                "\"kind\":\"ZKTECO\",\"serial\":\"A\",\"addresses\":[\"door.example\"] | .addresses[0] | an address",
                "\"kind\":\"ZKTECO\",\"serial\":\"A\",\"addresses\":[\"203.0.113.7/24\"] | .addresses[0] | behind its length",
                "\"kind\":\"ZKTECO\",\"serial\":\"A\",\"addresses\":\"203.0.113.7\" | .addresses | a list",
                "\"kind\":\"ZKTECO\",\"serial\":\"A\",\"direction\":\"BOTH\" | .direction | one of",
                "\"kind\":\"ZKTECO\",\"serial\":\"A\",\"doors\":{} | .doors | 1 to 16",
                "\"kind\":\"ZKTECO\",\"serial\":\"A\",\"doors\":{\"0\":\"IN\"} | .doors.0 | a door's number",
                "\"kind\":\"ZKTECO\",\"serial\":\"A\",\"doors\":{\"256\":\"IN\"} | .doors.256 | a door's number",
                "\"kind\":\"ZKTECO\",\"serial\":\"A\",\"doors\":{\"1\":\"UP\"} | .doors.1 | one of",
                "\"kind\":\"ZKTECO\",\"serial\":\"A\",\"token\":1 | .token | not a field",
            })
    void refusesWhatIsNone(String controller, String place, String text) {
        CatalogueInvalid invalid =
                catchThrowableOfType(CatalogueInvalid.class, () -> CatalogueFile.read(file(controller)));
        assertThat(invalid).isNotNull();
        assertThat(invalid.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.place())
                    .startsWith("stations[0].gates[0].controller")
                    .endsWith(place);
            assertThat(problem.text()).contains(text);
        });
    }

    @Test
    void isOneGatesAlone() {
        String same = "\"kind\":\"ZKTECO\",\"serial\":\"7\",\"addresses\":[\"203.0.113.7\"]";
        CatalogueInvalid invalid =
                catchThrowableOfType(CatalogueInvalid.class, () -> CatalogueFile.read(file(same, same)));
        assertThat(invalid.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.text()).contains("repeats the controller", "\"7\""));
        assertThat(CatalogueFile.read(file(same, "\"kind\":\"UHPPOTE\",\"serial\":\"7\""))
                        .stations())
                .as("of another kind it is another")
                .hasSize(1);
    }

    @Test
    void doubtsOneThatMayComeFromNowhereOrEverywhere() {
        CatalogueReview review = CatalogueFile.readWithWarnings(
                file(
                        "\"kind\":\"ZKTECO\",\"serial\":\"1\"",
                        "\"kind\":\"ZKTECO\",\"serial\":\"2\",\"addresses\":[\"0.0.0.0/0\"]",
                        "\"kind\":\"ZKTECO\",\"serial\":\"3\",\"addresses\":[\"10.0.0.0/16\",\"2001:db8::/48\"]"),
                Instant.parse("2026-11-01T00:00:00Z"));
        assertThat(review.warnings())
                .extracting(Problem::place)
                .containsExactly("stations[0].gates[0].controller", "stations[0].gates[1].controller");
    }
}
