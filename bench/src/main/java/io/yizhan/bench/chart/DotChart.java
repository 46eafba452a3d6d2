package io.yizhan.bench.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One row a candidate, one dot a case with its spread from the lowest to the highest, the value written beside it. */
public final class DotChart {
    private static final int WIDTH = 760;
    private static final int LEFT = 250;
    private static final int RIGHT = WIDTH - 70;
    private static final int TOP = 58;
    private static final int CASE_PX = 17;

    private final String title;
    private final Axis axis;
    private final List<String> cases;
    private final List<Row> rows = new ArrayList<>();

    /** Of one case: the median, and how far it went. */
    public record Spread(double low, double median, double high) {
        /** @param values at least one */
        public static Spread of(double... values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            int middle = sorted.length / 2;
            double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
            return new Spread(sorted[0], median, sorted[sorted.length - 1]);
        }
    }

    private record Row(String label, List<Spread> spreads) {}

    public DotChart(String title, Axis axis, List<String> cases) {
        this.title = title;
        this.axis = axis;
        this.cases = List.copyOf(cases);
    }

    /** @param spreads one for each case */
    public DotChart row(String label, List<Spread> spreads) {
        if (spreads.size() != cases.size()) throw new IllegalArgumentException(label + ": one spread a case");
        rows.add(new Row(label, List.copyOf(spreads)));
        return this;
    }

    public String svg() {
        int rowPx = CASE_PX * cases.size() + 10;
        int bottom = TOP + rows.size() * rowPx;
        Svg svg = new Svg(WIDTH, bottom + 52, title);
        Scale scale = new Scale(
                axis,
                rows.stream()
                        .flatMap(it -> it.spreads.stream())
                        .flatMapToDouble(it -> Arrays.stream(new double[] {it.low, it.high})),
                LEFT,
                RIGHT);
        double caseAt = LEFT;
        for (int i = 0; i < cases.size(); i++) {
            svg.dot(caseAt, 40, 4, Svg.colour(i));
            svg.text(caseAt + 8, 44, "start", Svg.colour(i), cases.get(i));
            caseAt += 30 + 7 * cases.get(i).length();
        }
        for (double tick : scale.ticks()) {
            svg.line(scale.at(tick), TOP, scale.at(tick), bottom, Svg.GRID, 1);
            svg.text(scale.at(tick), bottom + 16, "middle", Svg.FAINT, Scale.text(tick));
        }
        svg.text((LEFT + RIGHT) / 2.0, bottom + 38, "middle", Svg.INK, axis.label());
        for (int i = 0; i < rows.size(); i++) draw(svg, rows.get(i), TOP + i * rowPx, rowPx, scale);
        return svg.done();
    }

    private static void draw(Svg svg, Row row, double top, double rowPx, Scale scale) {
        svg.text(LEFT - 14, top + rowPx / 2 + 4, "end", Svg.INK, row.label);
        for (int i = 0; i < row.spreads.size(); i++) {
            Spread spread = row.spreads.get(i);
            double y = top + 5 + CASE_PX * (i + 0.5);
            svg.line(scale.at(spread.low), y, scale.at(spread.high), y, Svg.colour(i), 2);
            svg.dot(scale.at(spread.median), y, 4, Svg.colour(i));
            svg.text(scale.at(spread.high) + 8, y + 4, "start", Svg.colour(i), Scale.text(spread.median));
        }
    }
}
