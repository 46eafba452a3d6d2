package io.yizhan.loadtest.drill;

import io.yizhan.loadtest.drill.Timeline.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A timeline as SVG: a line for each kind of answer, by second; the fault's span behind them, readiness below. */
final class Picture {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 340;
    private static final int LEFT = 50;
    private static final int RIGHT = 15;
    private static final int TOP = 50;
    private static final int BOTTOM = 60;
    private static final Map<String, String> READINESS =
            Map.of("UP", "#15803d", "DEGRADED", "#eab308", "DOWN", "#b91c1c", Probe.NO_ANSWER, "#475569");

    private final Timeline timeline;
    private final double endS;
    private final double most;
    private final StringBuilder svg = new StringBuilder();

    private Picture(Timeline timeline) {
        this.timeline = timeline;
        List<Timeline.Readiness> readiness = timeline.readiness();
        endS = Math.max(
                1, readiness.isEmpty() ? timeline.nowS() : readiness.getLast().atS());
        int highest = 1;
        for (Kind kind : Kind.values())
            for (int count : timeline.perSecond(kind).values()) highest = Math.max(highest, count);
        most = highest;
    }

    static String svg(Timeline timeline, String title) {
        Picture picture = new Picture(timeline);
        picture.draw(title);
        return picture.svg.toString();
    }

    private void draw(String title) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH, HEIGHT);
        add("<title>%s</title><rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>", title);
        for (Timeline.Fault fault : timeline.faults()) {
            double to = Double.isNaN(fault.toS()) ? endS : fault.toS();
            add(
                    "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#fde2e2\"><title>%s</title></rect>",
                    x(fault.fromS()), TOP, Math.max(1, x(to) - x(fault.fromS())), HEIGHT - TOP - BOTTOM, fault.what());
        }
        for (int i = 0; i <= 4; i++) {
            double count = most * i / 4;
            add(
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#e2e8f0\"/>",
                    LEFT, WIDTH - RIGHT, y(count), y(count));
            add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.0f/s</text>", LEFT - 5, y(count) + 4, count);
            add(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%.0f s</text>",
                    x(endS * i / 4), HEIGHT - 10, i == 4 ? "end" : "middle", endS * i / 4);
        }
        double at = LEFT;
        int row = 18;
        for (Kind kind : Kind.values()) {
            if (timeline.total(kind) == 0) continue;
            line(kind);
            String label = kind.meaning + " (" + timeline.total(kind) + ")";
            double width = label.length() * 6.5;
            if (at + width > WIDTH) {
                at = LEFT;
                row += 16;
            }
            add("<text x=\"%.1f\" y=\"%d\" fill=\"%s\">%s</text>", at, row, colour(kind), label);
            at += 25 + width;
        }
        readiness();
        svg.append("</svg>\n");
    }

    private static String colour(Kind kind) {
        return switch (kind) {
            case BOOKED -> "#0b62a4";
            case OTHER -> "#94a3b8";
            case UNAVAILABLE -> "#c2410c";
            case WRONG -> "#7e22ce";
            case NO_ANSWER -> "#b91c1c";
            case HUNG -> "#000000";
        };
    }

    private void line(Kind kind) {
        Map<Integer, Integer> counts = timeline.perSecond(kind);
        add("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"", colour(kind));
        for (int second = 0; second < endS; second++)
            add("%.1f,%.1f ", x(Math.min(endS, second + 0.5)), y(counts.getOrDefault(second, 0)));
        svg.append("\"/>");
    }

    private void readiness() {
        List<Timeline.Readiness> all = timeline.readiness();
        for (int i = 0; i < all.size(); i++) {
            double to = i + 1 < all.size() ? all.get(i + 1).atS() : endS;
            add(
                    "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"10\" fill=\"%s\"/>",
                    x(all.get(i).atS()),
                    HEIGHT - BOTTOM + 8,
                    x(to) - x(all.get(i).atS()) + 0.3,
                    READINESS.getOrDefault(all.get(i).status(), "#475569"));
        }
        add(
                "<text x=\"%d\" y=\"%d\" fill=\"#475569\">readiness: green UP, yellow DEGRADED, red DOWN, grey no answer; pink: the fault</text>",
                LEFT, HEIGHT - 28);
    }

    private double x(double second) {
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.min(second, endS) / endS;
    }

    private double y(double count) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * count / most;
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency for one line.
    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
