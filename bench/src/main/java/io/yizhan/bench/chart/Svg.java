package io.yizhan.bench.chart;

import com.google.errorprone.annotations.FormatMethod;
import java.util.Locale;

/** The text of one picture, element by element. */
final class Svg {
    static final String INK = "#24292f";
    static final String FAINT = "#57606a";
    static final String GRID = "#e1e4e8";

    /** Told apart by most eyes, also without colours by their direct labels. */
    private static final String[] SERIES = {
        "#0b62c4", "#c2410c", "#15803d", "#9333ea", "#b45309", "#0e7490", "#be185d", "#4d7c0f", "#6b7280", "#7f1d1d"
    };

    private final StringBuilder text = new StringBuilder();

    Svg(int width, int height, String title) {
        put(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" "
                        + "font-family=\"system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif\" font-size=\"12\">",
                width, height, width, height);
        put("<title>%s</title>", escaped(title));
        put(
                "<rect x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"6\" fill=\"#ffffff\" stroke=\"%s\"/>",
                width - 1, height - 1, GRID);
        put("<text x=\"16\" y=\"24\" font-size=\"14\" font-weight=\"600\" fill=\"%s\">%s</text>", INK, escaped(title));
    }

    static String colour(int series) {
        return SERIES[series % SERIES.length];
    }

    void line(double x1, double y1, double x2, double y2, String colour, double width) {
        put(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\"/>",
                x1, y1, x2, y2, colour, width);
    }

    void dot(double x, double y, double radius, String colour) {
        put("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\"/>", x, y, radius, colour);
    }

    void path(String points, String colour) {
        put("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", points, colour);
    }

    /** @param anchor start, middle or end */
    void text(double x, double y, String anchor, String colour, String words) {
        put(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
                x, y, anchor, colour, escaped(words));
    }

    void turnedText(double x, double y, String colour, String words) {
        put(
                "<text transform=\"translate(%.1f %.1f) rotate(-90)\" text-anchor=\"middle\" fill=\"%s\">%s</text>",
                x, y, colour, escaped(words));
    }

    String done() {
        return text + "</svg>\n";
    }

    @FormatMethod
    private void put(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
