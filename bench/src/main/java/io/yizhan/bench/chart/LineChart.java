package io.yizhan.bench.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Lines over two axes, each labelled where it ends. */
public final class LineChart {
    private static final int WIDTH = 820;
    private static final int HEIGHT = 400;
    private static final int LEFT = 72;
    private static final int RIGHT = WIDTH - 260;
    private static final int TOP = 44;
    private static final int BOTTOM = HEIGHT - 56;
    private static final int LABEL_PX = 14;

    private final String title;
    private final Axis x;
    private final Axis y;
    private final List<Line> lines = new ArrayList<>();

    private record Line(String label, double[] x, double[] y) {}

    public LineChart(String title, Axis x, Axis y) {
        this.title = title;
        this.x = x;
        this.y = y;
    }

    /** @param x ascending; as many as {@code y} */
    public LineChart line(String label, double[] x, double[] y) {
        if (x.length != y.length || x.length == 0) throw new IllegalArgumentException(label + ": no points");
        lines.add(new Line(label, x.clone(), y.clone()));
        return this;
    }

    public LineChart line(String label, List<Double> x, List<Double> y) {
        return line(label, doubles(x), doubles(y));
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    public String svg() {
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        Scale across = new Scale(x, lines.stream().flatMapToDouble(it -> Arrays.stream(it.x)), LEFT, RIGHT);
        Scale up = new Scale(y, lines.stream().flatMapToDouble(it -> Arrays.stream(it.y)), BOTTOM, TOP);
        for (double tick : up.ticks()) {
            svg.line(LEFT, up.at(tick), RIGHT, up.at(tick), Svg.GRID, 1);
            svg.text(LEFT - 8, up.at(tick) + 4, "end", Svg.FAINT, Scale.text(tick));
        }
        for (double tick : across.ticks()) {
            svg.line(across.at(tick), BOTTOM, across.at(tick), BOTTOM + 4, Svg.FAINT, 1);
            svg.text(across.at(tick), BOTTOM + 18, "middle", Svg.FAINT, Scale.text(tick));
        }
        svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, Svg.FAINT, 1);
        svg.text((LEFT + RIGHT) / 2.0, HEIGHT - 14, "middle", Svg.INK, x.label());
        svg.turnedText(18, (TOP + BOTTOM) / 2.0, Svg.INK, y.label());
        for (int i = 0; i < lines.size(); i++) draw(svg, lines.get(i), Svg.colour(i), across, up);
        label(svg, across, up);
        return svg.done();
    }

    private static void draw(Svg svg, Line line, String colour, Scale across, Scale up) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < line.x.length; i++)
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", across.at(line.x[i]), up.at(line.y[i])));
        svg.path(points.toString().strip(), colour);
        for (int i = 0; i < line.x.length; i++) svg.dot(across.at(line.x[i]), up.at(line.y[i]), 3, colour);
    }

    /** At the right edge, as near to the line's end as the others allow, with a thin line to it. */
    private void label(Svg svg, Scale across, Scale up) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) order.add(i);
        order.sort(Comparator.comparingDouble(i -> end(lines.get(i), up)));
        double[] at = new double[lines.size()];
        double next = TOP;
        for (int i : order) {
            at[i] = Math.max(end(lines.get(i), up), next);
            next = at[i] + LABEL_PX;
        }
        double below = next - LABEL_PX - BOTTOM;
        for (int k = order.size() - 1; below > 0 && k >= 0; k--) {
            int i = order.get(k);
            double limit = k == order.size() - 1 ? BOTTOM : at[order.get(k + 1)] - LABEL_PX;
            at[i] = Math.min(at[i], limit);
        }
        for (int i : order) {
            Line line = lines.get(i);
            double endX = across.at(line.x[line.x.length - 1]);
            svg.line(endX + 4, end(line, up), RIGHT + 14, at[i], Svg.GRID, 1);
            svg.text(RIGHT + 18, at[i] + 4, "start", Svg.colour(i), line.label);
        }
    }

    private static double end(Line line, Scale up) {
        return up.at(line.y[line.y.length - 1]);
    }
}
