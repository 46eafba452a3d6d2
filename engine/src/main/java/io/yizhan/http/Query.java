package io.yizhan.http;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parameters of a request. The first that makes no sense is answered; from then on all are null. */
final class Query {
    private static final int YEAR_MIN = 2000;
    private static final int YEAR_END = 2200;

    private final Exchange exchange;

    Query(Exchange exchange) {
        this.exchange = exchange;
    }

    boolean answered() {
        return exchange.answered();
    }

    /** Null where it is not given, empty, or was answered as wrong. */
    @Nullable
    String text(String name, int lengthMax) {
        if (answered()) return null;
        List<String> values;
        try {
            values = exchange.request.params().getAll(name);
        } catch (IllegalArgumentException malformedEscape) {
            exchange.problem(Problem.of(ProblemCode.REQUEST_INVALID));
            return null;
        }
        if (values.size() > 1 || (!values.isEmpty() && values.get(0).length() > lengthMax)) {
            return wrong(name, "1 × ≤ " + lengthMax);
        }
        return values.isEmpty() || values.get(0).isEmpty() ? null : values.get(0);
    }

    @Nullable
    LocalDate date(String name) {
        String text = text(name, 10);
        if (text == null) return null;
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() >= YEAR_MIN && date.getYear() < YEAR_END) return date;
        } catch (DateTimeException nonsense) {
            // Answered below.
        }
        return wrong(name, "YYYY-MM-DD");
    }

    /**
     * What nearly everybody asks for a day: {@code date=YYYY-MM-DD} and nothing else, read without a map of parameters. Null for anything that
     * is not just that, whatever it is.
     */
    static @Nullable LocalDate dateAlone(String query) {
        if (query.length() != 15 || !query.startsWith("date=") || query.charAt(9) != '-' || query.charAt(12) != '-')
            return null;
        int year = number(query, 5, 9);
        int month = number(query, 10, 12);
        int day = number(query, 13, 15);
        if (year < YEAR_MIN || year >= YEAR_END || month < 1 || month > 12 || day < 1) return null;
        return day > YearMonth.of(year, month).lengthOfMonth() ? null : LocalDate.of(year, month, day);
    }

    /** -1 where it is not all digits. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) return -1;
            number = 10 * number + digit;
        }
        return number;
    }

    int integer(String name, int min, int max, int missing) {
        String text = text(name, 9);
        if (text == null) return missing;
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) return value;
        } catch (NumberFormatException nonsense) {
            // Answered below.
        }
        wrong(name, min + "–" + max);
        return missing;
    }

    /** A date and time; 0 where it is not given. */
    long timeMs(String name) {
        String text = text(name, 40);
        if (text == null) return 0;
        try {
            // A plus sign in a query is a blank, and many forget to escape it.
            return Rfc3339.parse(text.replace(' ', '+'));
        } catch (DateTimeException nonsense) {
            wrong(name, "RFC 3339");
            return 0;
        }
    }

    /** One of an enumeration's names. */
    <E extends Enum<E>> @Nullable E word(String name, Class<E> type) {
        String text = text(name, 40);
        if (text == null) return null;
        try {
            return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException nonsense) {
            return wrong(name, String.join(", ", names(type)));
        }
    }

    static <E extends Enum<E>> List<String> names(Class<E> type) {
        return java.util.Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    }

    /** Answers that it makes no sense; gives null for what the caller would have read. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // Null is of every type.
    <T> @Nullable T wrong(String name, String expected) {
        if (!answered()) exchange.problem(Problem.parameterInvalid(name, expected));
        return null;
    }
}
