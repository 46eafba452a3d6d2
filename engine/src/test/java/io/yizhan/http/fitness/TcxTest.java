package io.yizhan.http.fitness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.core.Workout;
import java.io.IOException;
import java.io.StringReader;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

/** That files of workouts are what Garmin's schema says. */
class TcxTest {
    private static void validate(String xml) throws SAXException, IOException {
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(Objects.requireNonNull(TcxTest.class.getResource("/tcx/TrainingCenterDatabasev2.xsd")))
                .newValidator()
                .validate(new StreamSource(new StringReader(xml)));
    }

    private static Workout workout(String machine, String kind, int distanceM, int heartRateBpm, int powerW) {
        return new Workout(
                7, machine, 1, kind, "m", Workout.Whose.CLAIMED, 0, 60_000, 60, distanceM, -1, heartRateBpm, powerW);
    }

    @Test
    void isValidWhateverTheMachineTells() throws SAXException, IOException {
        validate(Tcx.of(workout("sh-001-m1", "TREADMILL", 3_600, 141, 200), 300));
        validate(Tcx.of(workout("a<b>&\"c", "ROWER", -1, -1, -1), 1_000_000));
        validate(Tcx.of(workout("m", "EXERCISE_BIKE", 0, 999, 0), 0));
    }

    @Test
    void saysWhatWasDone() {
        String xml = Tcx.of(workout("sh-001-m7", "EXERCISE_BIKE", 9_000, 120, 150), 250);
        assertThat(xml)
                .contains("Sport=\"Biking\"")
                .contains("<Id>1970-01-01T00:00:00Z</Id>")
                .contains("<TotalTimeSeconds>60</TotalTimeSeconds>")
                .contains("<DistanceMeters>9000</DistanceMeters>")
                .contains("<Calories>250</Calories>")
                .contains("<AverageHeartRateBpm><Value>120</Value></AverageHeartRateBpm>")
                .contains("<AvgWatts>150</AvgWatts>");
    }

    @Test
    void theSchemaIsStrictEnoughToTell() {
        String xml = Tcx.of(workout("m", "TREADMILL", 1, 100, -1), 1);
        assertThatThrownBy(() -> validate(xml.replace("    <Intensity>Active</Intensity>\n", "")))
                .isInstanceOf(SAXException.class);
    }
}
