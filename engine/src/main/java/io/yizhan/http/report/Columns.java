package io.yizhan.http.report;

import io.yizhan.report.ReportRow;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one report, in the order in which they are told. Immutable.
 *
 * @param of what its rows are
 */
record Columns<R extends ReportRow>(Class<R> of, List<Column<R>> list) {

    /** @param value a {@code Long} or {@code Double}; null where it is not known */
    record Column<R>(String name, Function<R, @Nullable Number> value) {}

    static <R extends ReportRow> Columns<R> of(Class<R> rows) {
        return new Columns<>(rows, List.of());
    }

    private Columns<R> with(String name, Function<R, @Nullable Number> value) {
        return new Columns<>(
                of,
                Stream.concat(list.stream(), Stream.of(new Column<>(name, value)))
                        .toList());
    }

    Columns<R> number(String name, ToLongFunction<R> value) {
        return with(name, value::applyAsLong);
    }

    Columns<R> whereKnown(String name, Function<R, @Nullable Long> value) {
        return with(name, value::apply);
    }

    /** Minutes, told as hours. */
    Columns<R> hours(String name, ToLongFunction<R> minutes) {
        return with(name, row -> rounded(minutes.applyAsLong(row) / 60.0, 100));
    }

    /** How many of the one there are for each of the other: not known where there are none of the other. */
    Columns<R> ratio(String name, ToLongFunction<R> part, ToLongFunction<R> whole) {
        return with(name, row -> {
            long all = whole.applyAsLong(row);
            return all == 0 ? null : (Number) rounded((double) part.applyAsLong(row) / all, 10_000);
        });
    }

    private static Double rounded(double value, int steps) {
        return (double) Math.round(value * steps) / steps;
    }

    List<String> names() {
        return list.stream().map(Column::name).toList();
    }

    /** In the order of the names. */
    List<@Nullable Number> values(ReportRow row) {
        R it = of.cast(row);
        return list.stream()
                .<@Nullable Number>map(column -> column.value.apply(it))
                .toList();
    }
}
