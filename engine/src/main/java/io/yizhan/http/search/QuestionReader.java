package io.yizhan.http.search;

import io.yizhan.catalogue.ClockWindow;
import io.yizhan.catalogue.Gcj02;
import io.yizhan.catalogue.SpherePoint;
import io.yizhan.http.exchange.Query;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a {@link Question} from a query. The first parameter that makes no sense is answered, by its name. */
final class QuestionReader {
    /** Half around the earth: nothing is farther away. */
    private static final int RADIUS_MAX_M = 20_100_000;

    private static final int PARTY_MAX = 20;
    private static final int TEXT_LENGTH_MAX = 100;
    private static final String PLACE = "lon,lat: ±180, ±90";

    private final Query query;
    private final Offers offers;

    QuestionReader(Query query, Offers offers) {
        this.query = query;
        this.offers = offers;
    }

    /**
     * Null where the query makes no sense and was answered so.
     *
     * @param usual the date where none is asked for
     */
    @Nullable
    Question read(LocalDate usual) {
        LocalDate date = query.date("date");
        int fromMin = clock("from", 0, ClockWindow.DAY_MIN - 1, "00:00–23:59");
        int toMin = clock("to", ClockWindow.DAY_MIN, ClockWindow.DAY_MIN, "00:01–24:00");
        if (fromMin >= toMin) query.wrong("to", "> from");
        String kind = kind();
        String districtId = district();
        SpherePoint near = near();
        int radiusM = query.integer("radiusM", 1, RADIUS_MAX_M, 0);
        if (radiusM > 0 && near == null) query.wrong("radiusM", "near=lon,lat & radiusM");
        int party = query.integer("party", 1, PARTY_MAX, 1);
        boolean free = query.flag("free");
        if (query.answered()) return null;
        return new Question(
                date == null ? usual : date,
                fromMin,
                toMin,
                kind,
                districtId,
                near,
                radiusM == 0 ? RADIUS_MAX_M : radiusM,
                party,
                free);
    }

    /** Minutes of the day, as a clock shows them. */
    private int clock(String name, int missing, int max, String expected) {
        String text = query.text(name, TEXT_LENGTH_MAX);
        if (text == null) return missing;
        int min = ClockWindow.minutes(text);
        if (min >= 0 && min <= max) return min;
        query.wrong(name, "HH:MM, " + expected);
        return missing;
    }

    private @Nullable String kind() {
        String text = query.text("kind", TEXT_LENGTH_MAX);
        if (text == null) return null;
        String kind = text.toUpperCase(Locale.ROOT);
        return offers.hasKind(kind) ? kind : query.wrong("kind", offers.kinds());
    }

    private @Nullable String district() {
        String id = query.text("district", TEXT_LENGTH_MAX);
        return id == null || offers.hasDistrict(id) ? id : query.wrong("district", "id");
    }

    private @Nullable SpherePoint near() {
        boolean shifted = query.isGcj02();
        double[] lonLat = query.numbers("near", 2, PLACE);
        if (lonLat == null) return null;
        double lonDeg = lonLat[0];
        double latDeg = lonLat[1];
        if (Math.abs(lonDeg) > 180 || Math.abs(latDeg) > 90) return query.wrong("near", PLACE);
        return shifted ? new Gcj02(lonDeg, latDeg).toWgs84().onSphere() : SpherePoint.of(lonDeg, latDeg);
    }
}
