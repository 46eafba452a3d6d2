package io.yizhan.http.report;

import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as RFC 4180 has it, in UTF-8. A spreadsheet takes a cell that begins like a formula for one, whoever wrote it: such a text gets an
 * apostrophe in front, which spreadsheets don't show (OWASP, "CSV injection").
 */
final class Csv {
    private static final String FORMULA_STARTS = "=+-@\t\r";
    private static final String LINE_END = "\r\n";

    private final StringBuilder text = new StringBuilder();
    private boolean begun;

    /** Empty where it is null. */
    Csv cell(@Nullable String content) {
        if (begun) text.append(',');
        begun = true;
        if (content != null) quoted(harmless(content));
        return this;
    }

    /** Without exponents, which not everybody reads. */
    Csv cell(@Nullable Number number) {
        if (begun) text.append(',');
        begun = true;
        if (number instanceof Double fraction)
            text.append(BigDecimal.valueOf(fraction).toPlainString());
        else if (number != null) text.append(number.longValue());
        return this;
    }

    Csv line(List<String> cells) {
        for (String each : cells) cell(each);
        return endLine();
    }

    Csv endLine() {
        text.append(LINE_END);
        begun = false;
        return this;
    }

    private static String harmless(String content) {
        return !content.isEmpty() && FORMULA_STARTS.indexOf(content.charAt(0)) >= 0 ? '\'' + content : content;
    }

    private void quoted(String content) {
        boolean plain = content.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        if (plain) text.append(content);
        else text.append('"').append(content.replace("\"", "\"\"")).append('"');
    }

    Buffer done() {
        return Buffer.buffer(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
