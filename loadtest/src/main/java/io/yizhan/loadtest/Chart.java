package io.yizhan.loadtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines over a number, as inline SVG that scales with the page and needs no script. */
final class Chart {
    private static final int WIDTH = 440;
    private static final int HEIGHT = 260;
    private static final int LEFT = 58;
    private static final int RIGHT = 14;
    private static final int TOP = 14;
    private static final int BOTTOM = 42;
    private static final String[] COLOURS = {"#0b62a4", "#c2410c", "#15803d", "#7e22ce", "#b91c8b", "#475569"};

    /** One line: x and y of each point, by ascending x. */
    record Line(String name, List<double[]> points) {}

    private final String xLabel;
    private final String yLabel;
    private final boolean logarithmic;
    private final List<Line> lines = new ArrayList<>();

    /** @param logarithmic for latencies, whose worst would flatten all the others */
    Chart(String xLabel, String yLabel, boolean logarithmic) {
        this.xLabel = xLabel;
        this.yLabel = yLabel;
        this.logarithmic = logarithmic;
    }

    void line(String name, List<double[]> points) {
        if (!points.isEmpty()) lines.add(new Line(name, points));
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    private double highest(int axis) {
        return lines.stream()
                .flatMap(it -> it.points().stream())
                .mapToDouble(it -> it[axis])
                .max()
                .orElse(1);
    }

    private double lowestY() {
        return lines.stream()
                .flatMap(it -> it.points().stream())
                .mapToDouble(it -> it[1])
                .filter(it -> it > 0)
                .min()
                .orElse(1);
    }

    String svg() {
        double xMax = niceAbove(highest(0));
        double yMax =
                logarithmic ? Math.pow(10, Math.ceil(Math.log10(Math.max(highest(1), 1)))) : niceAbove(highest(1));
        double yMin = logarithmic ? Math.min(yMax / 10, Math.pow(10, Math.floor(Math.log10(lowestY())))) : 0;
        StringBuilder svg = new StringBuilder();
        svg.append(format(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s over %s\">", WIDTH, HEIGHT, yLabel, xLabel));
        for (double y : ticks(yMin, yMax)) {
            double at = yAt(y, yMin, yMax);
            svg.append(format(
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>", LEFT, WIDTH - RIGHT, at, at));
            svg.append(format(
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 6, at + 4, Report.number(y)));
        }
        for (int i = 0; i <= 4; i++) {
            double x = xMax * i / 4;
            svg.append(format(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    xAt(x, xMax), HEIGHT - BOTTOM + 18, Report.number(x)));
        }
        svg.append(format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, xLabel));
        svg.append(format(
                "<text transform=\"translate(13 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
                (TOP + HEIGHT - BOTTOM) / 2, yLabel));
        for (int i = 0; i < lines.size(); i++) draw(svg, lines.get(i), COLOURS[i % COLOURS.length], xMax, yMin, yMax);
        return svg.append("</svg>").append(legend()).toString();
    }

    private void draw(StringBuilder svg, Line line, String colour, double xMax, double yMin, double yMax) {
        svg.append(format("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"", colour));
        for (double[] point : line.points())
            svg.append(format("%.1f,%.1f ", xAt(point[0], xMax), yAt(point[1], yMin, yMax)));
        svg.append("\"/>");
        for (double[] point : line.points())
            svg.append(format(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"><title>%s: %s at %s</title></circle>",
                    xAt(point[0], xMax),
                    yAt(point[1], yMin, yMax),
                    colour,
                    Report.escape(line.name()),
                    Report.number(point[1]),
                    Report.number(point[0])));
    }

    private String legend() {
        StringBuilder legend = new StringBuilder("<p class=\"legend\">");
        for (int i = 0; i < lines.size(); i++)
            legend.append(format(
                    "<span><i style=\"background:%s\"></i>%s</span> ",
                    COLOURS[i % COLOURS.length], Report.escape(lines.get(i).name())));
        return legend.append("</p>").toString();
    }

    private List<Double> ticks(double yMin, double yMax) {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) for (double y = yMin; y <= yMax * 1.001; y *= 10) ticks.add(y);
        else for (int i = 0; i <= 4; i++) ticks.add(yMax * i / 4);
        return ticks;
    }

    private static double niceAbove(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1e-9))));
        for (double step : new double[] {1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10})
            if (value <= step * power) return step * power;
        return 10 * power;
    }

    private static double xAt(double x, double xMax) {
        return LEFT + (WIDTH - LEFT - RIGHT) * x / xMax;
    }

    private double yAt(double y, double yMin, double yMax) {
        double share = logarithmic
                ? (Math.log10(Math.max(y, yMin)) - Math.log10(yMin)) / (Math.log10(yMax) - Math.log10(yMin))
                : y / yMax;
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * share;
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency for one line.
    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
