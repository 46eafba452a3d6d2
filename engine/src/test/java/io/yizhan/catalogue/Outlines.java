package io.yizhan.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The districts' outlines, and whether a point is inside one: even-odd rule over each polygon's outer ring. */
final class Outlines {
    record Outline(String id, Text name, List<double[][]> rings) {

        boolean contains(double lonDeg, double latDeg) {
            return rings.stream().anyMatch(ring -> inside(ring, lonDeg, latDeg));
        }

        private static boolean inside(double[][] ring, double lonDeg, double latDeg) {
            boolean inside = false;
            for (int i = 0, j = ring.length - 1; i < ring.length; j = i++) {
                double[] a = ring[i];
                double[] b = ring[j];
                boolean crosses = (a[1] > latDeg) != (b[1] > latDeg)
                        && lonDeg < (b[0] - a[0]) * (latDeg - a[1]) / (b[1] - a[1]) + a[0];
                if (crosses) inside = !inside;
            }
            return inside;
        }
    }

    private Outlines() {}

    /** By district id, in the order of the file. */
    static Map<String, Outline> read() {
        Map<String, Outline> outlines = new LinkedHashMap<>();
        try {
            JsonNode file = new ObjectMapper().readTree(DemoCity.bytes(DemoCity.DISTRICTS_RESOURCE));
            for (JsonNode feature : file.get("features")) {
                JsonNode properties = feature.get("properties");
                String id = properties.get("adcode").asText();
                Text name = new Text(
                        properties.get("name").asText(),
                        properties.get("name_en").asText());
                outlines.put(id, new Outline(id, name, rings(feature.get("geometry"))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return outlines;
    }

    private static List<double[][]> rings(JsonNode geometry) {
        JsonNode coordinates = geometry.get("coordinates");
        List<double[][]> rings = new ArrayList<>();
        if (geometry.get("type").asText().equals("Polygon")) rings.add(ring(coordinates.get(0)));
        else for (JsonNode polygon : coordinates) rings.add(ring(polygon.get(0)));
        return rings;
    }

    private static double[][] ring(JsonNode points) {
        double[][] ring = new double[points.size()][];
        for (int i = 0; i < ring.length; i++) {
            ring[i] = new double[] {
                points.get(i).get(0).asDouble(), points.get(i).get(1).asDouble()
            };
        }
        return ring;
    }
}
