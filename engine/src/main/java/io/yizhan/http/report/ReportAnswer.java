package io.yizhan.http.report;

import io.netty.util.AsciiString;
import io.vertx.core.http.HttpHeaders;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.District;
import io.yizhan.catalogue.Machine;
import io.yizhan.catalogue.Station;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.Rfc3339;
import io.yizhan.report.Grouping;
import io.yizhan.report.ReportQuestion;
import io.yizhan.report.ReportRow;
import io.yizhan.report.Reports;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A report as it is told: the same figures under the same names in either form, what is not known left out, or empty. */
final class ReportAnswer {
    private static final CharSequence CSV = new AsciiString("text/csv; charset=utf-8; header=present");
    private static final CharSequence AS_OF = new AsciiString("yizhan-as-of");
    private static final String NAME = "name";
    private static final int ROW_BYTES = 256;

    private final Exchange exchange;
    private final String report;
    private final ReportQuestion question;
    private final Reports.Answer answer;
    private final Columns<?> columns;
    private final String group;

    /** @param report as its path names it */
    ReportAnswer(Exchange exchange, String report, ReportQuestion question, Reports.Answer answer) {
        this.exchange = exchange;
        this.report = report;
        this.question = question;
        this.answer = answer;
        columns = ReportColumns.of(question.report());
        group = question.by().name().toLowerCase(Locale.ROOT);
    }

    void asJson() {
        JsonOut json = exchange.json(ROW_BYTES * (1 + answer.rows().size()))
                .object()
                .field("report", report)
                .field("by", group)
                .field("from", question.from().toString())
                .field("to", question.to().toString());
        if (answer.asOfMs() != 0) json.time("asOf", answer.asOfMs());
        json.array("rows");
        for (ReportRow row : answer.rows()) write(json, row);
        exchange.personal(200, json.endArray().end());
    }

    private void write(JsonOut json, ReportRow row) {
        json.object().field(group, row.group());
        String name = hasNames() ? name(row.group()) : null;
        if (name != null) json.field(NAME, name);
        List<@Nullable Number> values = columns.values(row);
        for (int i = 0; i < values.size(); i++) {
            String column = columns.names().get(i);
            Number value = values.get(i);
            if (value instanceof Double fraction) json.field(column, fraction.doubleValue());
            else if (value != null) json.field(column, value.longValue());
        }
        json.end();
    }

    void asCsv() {
        Csv csv = new Csv().cell(group);
        if (hasNames()) csv.cell(NAME);
        csv.line(columns.names());
        for (ReportRow row : answer.rows()) {
            csv.cell(row.group());
            if (hasNames()) csv.cell(name(row.group()));
            for (Number value : columns.values(row)) csv.cell(value);
            csv.endLine();
        }
        String file = report + "-" + question.from() + "-" + question.to() + ".csv";
        exchange.header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file + "\"");
        if (answer.asOfMs() != 0) exchange.header(AS_OF, Rfc3339.format(answer.asOfMs(), exchange.zone()));
        exchange.personal(200, CSV, csv.done());
    }

    /** Of places that have ids. */
    private boolean hasNames() {
        return switch (question.by()) {
            case STATION, DISTRICT, MACHINE -> true;
            case DAY, WEEK, MONTH, KIND, HOUR -> false;
        };
    }

    /** In the caller's language; null for what the present catalogue has no more. */
    private @Nullable String name(String id) {
        Directory directory = question.directory();
        if (question.by() == Grouping.STATION) {
            Station station = directory.station(directory.stationNo(id));
            return station == null ? null : exchange.language().of(station.name());
        }
        if (question.by() == Grouping.MACHINE) return machineName(directory, id);
        for (District district : directory.city().districts())
            if (district.id().equals(id)) return exchange.language().of(district.name());
        return null;
    }

    private @Nullable String machineName(Directory directory, String id) {
        Station station = directory.station(directory.stationNoOfMachine(id));
        if (station == null) return null;
        for (Machine each : station.machines())
            if (each.id().equals(id)) return exchange.language().of(each.name());
        return null;
    }
}
