package io.yizhan.http.exchange;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.yizhan.catalogue.Dates;
import io.yizhan.http.json.Rfc3339;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of a request. The first that makes no sense is answered; from then on all are null. */
public final class Query {
    /** Of what makes no sense, too: so that it is told what is expected. */
    private static final int DATE_LENGTH_MAX = 40;

    private static final int CRS_LENGTH_MAX = 100;
    private static final int NUMBERS_LENGTH_MAX = 100;
    private static final int INTEGER_LENGTH_MAX = 9;

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private final Exchange exchange;

    public Query(Exchange exchange) {
        this.exchange = exchange;
    }

    public boolean answered() {
        return exchange.answered();
    }

    /** Null where it is not given, empty, or was answered as wrong. */
    @Nullable
    public String text(String name, int lengthMax) {
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
    public LocalDate date(String name) {
        String text = text(name, DATE_LENGTH_MAX);
        if (text == null) return null;
        LocalDate date = Dates.parse(text);
        return date == null ? wrong(name, Dates.EXPECTED) : date;
    }

    /**
     * What nearly everybody asks for a day: {@code date=YYYY-MM-DD} and nothing else, read without a map of parameters. Null for anything that
     * is not just that, whatever it is.
     */
    public static @Nullable LocalDate dateAlone(String query) {
        return query.length() == 15 && query.startsWith("date=") ? Dates.parse(query.substring(5)) : null;
    }

    /** In ASCII digits; none of them is below zero. */
    public int integer(String name, int min, int max, int missing) {
        String text = text(name, INTEGER_LENGTH_MAX);
        if (text == null) return missing;
        if (DIGITS.matcher(text).matches()) {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) return value;
        }
        wrong(name, min + "–" + max);
        return missing;
    }

    /** So many numbers with commas between them, each as JSON has it: what else Java takes for one is not meant. Null where it is not given. */
    public double @Nullable [] numbers(String name, int count, String expected) {
        String text = text(name, NUMBERS_LENGTH_MAX);
        if (text == null) return null;
        String[] parts = text.split(",", -1);
        if (parts.length != count) return wrong(name, expected);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            if (!NUMBER.matcher(parts[i]).matches()) return wrong(name, expected);
            numbers[i] = Double.parseDouble(parts[i]);
        }
        return numbers;
    }

    /** False where it is not given. */
    public boolean flag(String name) {
        String text = text(name, 5);
        if (text != null && !text.equals("true") && !text.equals("false")) wrong(name, "true, false");
        return "true".equals(text);
    }

    /**
     * Whether a change is only to be looked at beforehand. Other parameters are refused, unless they are named here: whoever misspells
     * this one must not find it done.
     */
    public boolean preview(String... others) {
        boolean preview = flag("preview");
        if (answered()) return false;
        Set<String> known = Set.of(others);
        // The router puts what the path names among the request's parameters.
        for (String name :
                new QueryStringDecoder(exchange.request.uri()).parameters().keySet())
            if (!name.equals("preview") && !known.contains(name)) wrong(name, "preview=true");
        return preview;
    }

    /** A date and time; 0 where it is not given. */
    public long timeMs(String name) {
        String text = text(name, 40);
        if (text == null) return 0;
        try {
            // A plus sign in a query is a blank, and many forget to escape it.
            return Rfc3339.parse(text.replace(' ', '+'));
        } catch (DateTimeException nonsense) {
            wrong(name, Rfc3339.EXPECTED);
            return 0;
        }
    }

    /** Whether positions are in GCJ-02, the datum of Chinese maps, and not in WGS-84. */
    public boolean isGcj02() {
        String crs = text("crs", CRS_LENGTH_MAX);
        if (crs == null || crs.equals("wgs84")) return false;
        if (!crs.equals("gcj02")) wrong("crs", "wgs84, gcj02");
        return true;
    }

    /** One of an enumeration's names. */
    public <E extends Enum<E>> @Nullable E word(String name, Class<E> type) {
        String text = text(name, 40);
        if (text == null) return null;
        try {
            return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException nonsense) {
            return wrong(name, String.join(", ", names(type)));
        }
    }

    public static <E extends Enum<E>> List<String> names(Class<E> type) {
        return java.util.Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    }

    /** Answers that it makes no sense; gives null for what the caller would have read. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // Null is of every type.
    public <T> @Nullable T wrong(String name, String expected) {
        if (!answered()) exchange.problem(Problem.parameterInvalid(name, expected));
        return null;
    }
}
