package io.yizhan.http.search;

import io.yizhan.catalogue.ClockWindow;
import io.yizhan.catalogue.GeoPoint;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A question as a test asks it. What isn't said is left open. */
final class Asked {
    final LocalDate date;
    int fromMin;
    int toMin = ClockWindow.DAY_MIN;

    @Nullable
    String kind;

    @Nullable
    String districtId;

    @Nullable
    GeoPoint near;

    int radiusM = 20_100_000;
    int party = 1;
    boolean free;

    private Asked(LocalDate date) {
        this.date = date;
    }

    static Asked on(LocalDate date) {
        return new Asked(date);
    }

    Asked between(int fromMin, int toMin) {
        this.fromMin = fromMin;
        this.toMin = toMin;
        return this;
    }

    Asked kind(String kind) {
        this.kind = kind;
        return this;
    }

    Asked district(String districtId) {
        this.districtId = districtId;
        return this;
    }

    Asked near(double lonDeg, double latDeg) {
        near = new GeoPoint(lonDeg, latDeg);
        return this;
    }

    Asked within(int metres) {
        radiusM = metres;
        return this;
    }

    Asked party(int party) {
        this.party = party;
        return this;
    }

    Asked free() {
        free = true;
        return this;
    }

    Question question() {
        return new Question(
                date, fromMin, toMin, kind, districtId, near == null ? null : near.onSphere(), radiusM, party, free);
    }
}
