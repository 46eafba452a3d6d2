package io.yizhan.http.fitness;

import io.yizhan.core.Workout;
import java.time.Instant;

/**
 * A workout as Garmin's Training Center Database has it (TrainingCenterDatabase v2), which most programs for sports read: one activity of one
 * lap. Elements are in the order of its schema. Mean power is in Garmin's extension for laps (ActivityExtension v2).
 */
final class Tcx {
    private static final int KCAL_MAX = 65_535;
    private static final int BPM_MAX = 255;

    private Tcx() {}

    static String of(Workout workout, int kcal) {
        String start = Instant.ofEpochMilli(workout.startMs()).toString();
        StringBuilder xml = new StringBuilder(1_024)
                .append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                .append(
                        "<TrainingCenterDatabase xmlns=\"http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2\">\n")
                .append(" <Activities>\n")
                .append("  <Activity Sport=\"")
                .append(sport(workout.kind()))
                .append("\">\n")
                .append("   <Id>")
                .append(start)
                .append("</Id>\n")
                .append("   <Lap StartTime=\"")
                .append(start)
                .append("\">\n");
        element(xml, "TotalTimeSeconds", workout.activeS());
        element(xml, "DistanceMeters", Math.max(0, workout.distanceM()));
        element(xml, "Calories", Math.min(kcal, KCAL_MAX));
        if (workout.heartRateBpm() > 0)
            xml.append("    <AverageHeartRateBpm><Value>")
                    .append(Math.min(workout.heartRateBpm(), BPM_MAX))
                    .append("</Value></AverageHeartRateBpm>\n");
        xml.append("    <Intensity>Active</Intensity>\n").append("    <TriggerMethod>Manual</TriggerMethod>\n");
        if (workout.powerW() != Workout.UNTOLD)
            xml.append("    <Extensions>\n")
                    .append("     <LX xmlns=\"http://www.garmin.com/xmlschemas/ActivityExtension/v2\"><AvgWatts>")
                    .append(workout.powerW())
                    .append("</AvgWatts></LX>\n")
                    .append("    </Extensions>\n");
        return xml.append("   </Lap>\n")
                .append("   <Notes>")
                .append(text(workout.kind() + ' ' + workout.machine()))
                .append("</Notes>\n")
                .append("  </Activity>\n </Activities>\n</TrainingCenterDatabase>\n")
                .toString();
    }

    /** The schema knows no others. */
    private static String sport(String kind) {
        return switch (kind) {
            case "TREADMILL" -> "Running";
            case "EXERCISE_BIKE", "BIKE", "SPINNING_BIKE" -> "Biking";
            default -> "Other";
        };
    }

    private static void element(StringBuilder xml, String name, int value) {
        xml.append("    <")
                .append(name)
                .append('>')
                .append(value)
                .append("</")
                .append(name)
                .append(">\n");
    }

    private static String text(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
