package io.yizhan.loadtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The result of one scenario as one HTML file without anything from elsewhere, readable on a phone, too. */
final class Report {
    private static final String STYLE = """
            body{font:16px/1.5 system-ui,sans-serif;color:#1e293b;background:#fff;max-width:52rem;margin:0 auto;padding:1rem}
            h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.15rem;margin:1.8rem 0 .4rem}
            .verdict{padding:.6rem .8rem;border-radius:.4rem;border-left:.4rem solid}
            .good{background:#ecfdf3;border-color:#15803d}.bad{background:#fef2f2;border-color:#b91c1c}
            .wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.92rem}
            th,td{padding:.3rem .6rem;border-bottom:1px solid #e2e8f0;text-align:right;vertical-align:top}
            th:first-child,td:first-child,td.no,td.yes,td.open{text-align:left}thead th{border-bottom:2px solid #94a3b8}
            td.no{color:#b91c1c;font-weight:600}td.yes{color:#15803d}td.open{color:#92400e}
            svg{width:100%;max-width:40rem;height:auto;display:block}svg text{font:12px system-ui,sans-serif;fill:#475569}
            .grid{stroke:#e2e8f0}.legend span{white-space:nowrap;margin-right:1rem}
            .legend i{display:inline-block;width:.8rem;height:.8rem;border-radius:2px;margin-right:.3rem}
            code{background:#f1f5f9;padding:.1rem .3rem;border-radius:.2rem;overflow-wrap:anywhere}.note{color:#475569;font-size:.92rem}
            @media(prefers-color-scheme:dark){body{background:#0f172a;color:#e2e8f0}.good{background:#052e16}.bad{background:#450a0a}
            th,td{border-color:#334155}svg text,.note{fill:#cbd5e1;color:#cbd5e1}.grid{stroke:#334155}code{background:#1e293b}
            td.no{color:#f87171}td.yes{color:#4ade80}td.open{color:#fbbf24}}
            """;

    private final Result result;
    private final StringBuilder html = new StringBuilder();

    private Report(Result result) {
        this.result = result;
    }

    static String html(Result result) {
        return new Report(result).write();
    }

    private String write() {
        String title = "Load test: " + result.scenario.id;
        html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>")
                .append(escape(title))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body>");
        html.append("<h1>").append(escape(title)).append("</h1>");
        paragraph("note", result.scenario.meaning + ". " + result.startedAt + ".");
        verdict();
        latencies();
        steps();
        goals();
        overTime();
        truth();
        pairs();
        streams();
        thresholds();
        heading("How");
        paragraph("", "Machine: " + result.machine + ". Load, engine and PostgreSQL share it.");
        html.append("<p>Command: <code>").append(escape(result.command)).append("</code></p>");
        paragraph(
                "note",
                "Requests start by the clock, not by the answers. Latency counts from when a request was due to when its answer was"
                        + " read, so it includes what k6 itself came late (the column “k6 late”: its p99).");
        return html.append("</body></html>\n").toString();
    }

    private void verdict() {
        List<String> failures = result.failures();
        if (failures.isEmpty()) {
            html.append(
                    "<div class=\"verdict good\"><b>Passed.</b> All thresholds held, and nothing contradicted.</div>");
            return;
        }
        html.append("<div class=\"verdict bad\"><b>Failed.</b><ul>");
        for (String failure : failures)
            html.append("<li>").append(escape(failure)).append("</li>");
        html.append("</ul></div>");
    }

    private void latencies() {
        K6.Run run = result.main;
        if (run == null) return;
        heading(result.steps.isEmpty() ? "Latency, ms" : "Latency at the highest rate that held, ms");
        table("request", "answers", "med", "p90", "p99", "p99.9", "max", "p99 from sending", "k6 late");
        for (String call : run.calls()) {
            K6.Trend it = run.latency(call);
            row(
                    call,
                    "" + it.count(),
                    ms(it.med()),
                    ms(it.p90()),
                    ms(it.p99()),
                    ms(it.p999()),
                    ms(it.max()),
                    ms(run.sent(call).p99()),
                    ms(run.late(call).p99()));
        }
        endTable();
        paragraph(
                "",
                String.format(
                        Locale.ROOT,
                        "%d booked, %d cancelled, %d refused, %d in doubt; 503: %d, other 5xx: %d, without an answer: %d, not as"
                                + " the interface says: %d, dropped by k6: %d.",
                        run.count("reservations_placed"),
                        run.count("reservations_cancelled"),
                        run.count("reservations_refused"),
                        run.count("outcomes_in_doubt"),
                        run.count("answers_503"),
                        run.count("answers_5xx_other"),
                        run.count("requests_unanswered"),
                        run.count("answers_unexpected"),
                        run.count("dropped_iterations")));
    }

    private void overTime() {
        K6.Run run = result.main;
        if (run == null) return;
        heading("Over time");
        double slice = run.seconds() / Math.max(1, run.raw().path("buckets").asInt());
        Chart rate = new Chart("seconds", "requests/s", false);
        Chart latency = new Chart("seconds", "p99, ms", true);
        for (String call : run.calls()) {
            rate.line(call, points(run, call, slice, it -> it.count() / slice));
            latency.line(call, points(run, call, slice, K6.Trend::p99));
        }
        figure("Rate", rate);
        figure("p99 latency (logarithmic)", latency);
    }

    private static List<double[]> points(K6.Run run, String call, double slice, ToDoubleFunction<K6.Trend> value) {
        List<double[]> points = new ArrayList<>();
        List<K6.Trend> slices = run.overTime(call);
        for (int i = 0; i < slices.size(); i++)
            if (slices.get(i).count() > 0)
                points.add(new double[] {(i + 0.5) * slice, value.applyAsDouble(slices.get(i))});
        return points;
    }

    private void steps() {
        if (result.steps.isEmpty()) return;
        heading("Search for saturation");
        Chart chart = new Chart("requests/s", "worst p99, ms", true);
        for (String server : List.of("engine", "bare Vert.x")) {
            List<double[]> points = new ArrayList<>();
            result.steps.stream()
                    .filter(it -> it.server().equals(server))
                    .sorted(java.util.Comparator.comparingInt(Result.Step::ratePerS))
                    .forEach(it ->
                            points.add(new double[] {it.ratePerS(), it.run().worstP99Ms()}));
            chart.line(server, points);
        }
        figure("Latency against rate", chart);
        table("server", "rate/s", "answered/s", "worst p99", "max", "dropped", "");
        for (Result.Step it : result.steps) {
            row(
                    it.server(),
                    "" + it.ratePerS(),
                    String.format(Locale.ROOT, "%.0f", it.run().achievedPerS()),
                    ms(it.run().worstP99Ms()),
                    ms(it.run().worstMs()),
                    "" + it.run().count("dropped_iterations"),
                    it.held() ? "holds" : "does not hold");
        }
        endTable();
    }

    private void truth() {
        heading("Truth");
        table("what", "verdict", "k6", "API", "PostgreSQL");
        for (Finding it : result.truth) {
            html.append("<tr>");
            cell("", it.what());
            switch (it.verdict()) {
                case HOLDS -> cell("yes", "holds");
                case VIOLATED -> cell("no", it.sentence());
                case NOT_CHECKED -> cell("open", "not checked. " + it.sentence());
            }
            cell("", it.k6());
            cell("", it.api());
            cell("", it.rows());
            html.append("</tr>");
        }
        endTable();
    }

    private void pairs() {
        if (result.pairs.isEmpty()) return;
        heading("Beside bare Vert.x, " + result.pairRatePerS
                + (result.scenario == Scenario.STAMPEDE ? " members at once" : " requests/s"));
        table("pair", "request", "engine p99", "bare p99", "ratio", "engine med", "bare med", "engine max", "bare max");
        for (int i = 0; i < result.pairs.size(); i++) {
            Result.Pair pair = result.pairs.get(i);
            for (String call : pair.engine().calls()) {
                K6.Trend ours = pair.engine().latency(call);
                K6.Trend bare = pair.bare().latency(call);
                row(
                        "" + (i + 1),
                        call,
                        ms(ours.p99()),
                        ms(bare.p99()),
                        number(ours.p99() / bare.p99()),
                        ms(ours.med()),
                        ms(bare.med()),
                        ms(ours.max()),
                        ms(bare.max()));
            }
        }
        endTable();
        StringBuilder medians = new StringBuilder("Median ratio of p99:");
        for (String call : result.pairs.get(0).engine().calls())
            medians.append(' ')
                    .append(call)
                    .append(' ')
                    .append(number(result.medianRatio(call)))
                    .append(',');
        medians.setLength(medians.length() - 1);
        paragraph("", medians + ".");
        paragraph(
                "note",
                "The same k6 script at the same rate, in turns. The bare server has no token, rule, queue or disk; each of its GETs"
                        + " gives the bytes of one station-day, so for the map, whose page is longer, the ratio says little.");
    }

    private void goals() {
        if (result.goals.isEmpty()) return;
        heading("Goals");
        table("goal", "verdict", "wanted", "measured");
        for (Result.Goal it : result.goals) {
            html.append("<tr>");
            cell("", it.what());
            cell(it.met() ? "yes" : "no", it.met() ? "met" : "missed");
            cell("", it.wanted());
            cell("", it.actual());
            html.append("</tr>");
        }
        endTable();
        paragraph(
                "note",
                "Goals are timings on a shared machine: a missed one is shown, and is a failure only where the yardstick met it in a stampede.");
    }

    private void streams() {
        Listeners.Heard it = result.heard;
        if (it == null) return;
        heading("Live streams");
        table("streams", "broken", "events read", "changes probed", "missed", "lag med", "lag p99", "lag max");
        row(
                "" + it.streams(),
                "" + it.broken(),
                "" + it.events(),
                "" + it.changes(),
                "" + it.missed(),
                ms(it.lagMedMs()),
                ms(it.lagP99Ms()),
                ms(it.lagMaxMs()));
        endTable();
        paragraph(
                "note",
                "Held by the runner beside k6, which knows no Server-Sent Events. A probe books a court that nobody else wants and gives"
                        + " it back: lag is from its answer (ms) until a stream's reader had the event; 0 where the event came first. Each stream must tell of each change.");
    }

    private void thresholds() {
        if (result.thresholds.isEmpty()) return;
        heading("Thresholds");
        table("metric", "verdict", "wanted", "actual");
        for (K6.Threshold it : result.thresholds) {
            html.append("<tr>");
            cell("", it.metric());
            cell(it.held() ? "yes" : "no", it.held() ? "held" : "crossed");
            cell("", it.condition());
            cell("", it.actual());
            html.append("</tr>");
        }
        endTable();
    }

    private void heading(String text) {
        html.append("<h2>").append(escape(text)).append("</h2>");
    }

    private void paragraph(String kind, String text) {
        html.append("<p class=\"")
                .append(kind)
                .append("\">")
                .append(escape(text))
                .append("</p>");
    }

    private void figure(String caption, Chart chart) {
        if (!chart.isEmpty())
            html.append("<p><b>").append(escape(caption)).append("</b></p>").append(chart.svg());
    }

    private void table(String... columns) {
        html.append("<div class=\"wide\"><table><thead><tr>");
        for (String column : columns) html.append("<th>").append(escape(column)).append("</th>");
        html.append("</tr></thead><tbody>");
    }

    private void row(String... cells) {
        html.append("<tr>");
        for (String text : cells) cell("", text);
        html.append("</tr>");
    }

    private void cell(String kind, String text) {
        html.append(kind.isEmpty() ? "<td>" : "<td class=\"" + kind + "\">")
                .append(escape(text))
                .append("</td>");
    }

    private void endTable() {
        html.append("</tbody></table></div>");
    }

    static String ms(double ms) {
        return String.format(Locale.ROOT, ms < 100 ? "%.1f" : "%.0f", ms);
    }

    /** With as many digits as it deserves. */
    static String number(double value) {
        if (Double.isNaN(value)) return "–";
        if (value == 0) return "0";
        double size = Math.abs(value);
        if (size >= 10_000) return String.format(Locale.ROOT, "%,.0f", value);
        if (size >= 100 || (size >= 1 && size == Math.rint(size))) return String.format(Locale.ROOT, "%.0f", value);
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.2f", value);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
