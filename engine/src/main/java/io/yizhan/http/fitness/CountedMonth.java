package io.yizhan.http.fitness;

import io.yizhan.fitness.StationSums;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.Query;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A calendar month of which nothing changes any more, by the city's clock: the only span of which others than a member get counts. */
record CountedMonth(YearMonth month, ZoneId zone) {
    private static final int LENGTH_MAX = 20;

    /** What {@code month=} says; the last one that is counted where it says nothing. Null where it makes no sense, which is answered. */
    static @Nullable CountedMonth asked(Exchange exchange, Query query) {
        YearMonth last = YearMonth.from(Instant.ofEpochMilli(exchange.nowMs()).atZone(exchange.zone()));
        while (!StationSums.isOver(last, exchange.zone(), exchange.nowMs())) last = last.minusMonths(1);
        String text = query.text("month", LENGTH_MAX);
        if (query.answered()) return null;
        YearMonth month = text == null ? last : parse(text);
        return month != null && !month.isAfter(last)
                ? new CountedMonth(month, exchange.zone())
                : query.wrong("month", "YYYY-MM ≤ " + last);
    }

    private static @Nullable YearMonth parse(String text) {
        try {
            YearMonth month = YearMonth.parse(text);
            return month.getYear() >= 1970 && month.getYear() <= 9_999 ? month : null;
        } catch (DateTimeException nonsense) {
            return null;
        }
    }

    long fromMs() {
        return startMs(month);
    }

    /** Its end, which is no more of it. */
    long toMs() {
        return startMs(month.plusMonths(1));
    }

    private long startMs(YearMonth of) {
        return of.atDay(1).atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
