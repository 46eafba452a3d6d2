package io.yizhan.http.region;

import io.yizhan.core.ActivityTerms;
import io.yizhan.core.Command;
import io.yizhan.core.DrawView;
import io.yizhan.feed.DayView;
import io.yizhan.feed.SlotState;
import io.yizhan.http.json.JsonOut;
import org.jspecify.annotations.Nullable;

/**
 * How a slot stands, wherever one is shown: what is left of it and how much of that is not for everybody, how many wait, and while it is not
 * released yet, from when who can book it; of one that an operator has closed, why.
 */
public final class SlotJson {
    private SlotJson() {}

    /** As fields of the object that is open. */
    public static void standing(JsonOut json, DayView day, int i, long nowMs) {
        int remaining = day.remaining(i, nowMs);
        standing(json, day, i, remaining, day.state(i, nowMs, remaining), nowMs);
    }

    /** The same, for whoever has looked already. */
    public static void standing(JsonOut json, DayView day, int i, int remaining, SlotState state, long nowMs) {
        json.field("remaining", remaining).field("capacity", day.capacity(i)).field("state", state.name());
        if (state == SlotState.NOT_YET) releases(json, day, i);
        draw(json, day.draw(i), nowMs);
        reason(json, day, i, state);
        entry(json, day.activity(i));
        forHost(json, day, i, remaining, nowMs);
        json.field("waitlist", day.waiting(i));
    }

    /** Why it is closed, where a closure or too few people are why; also of one that runs, or has: nobody is there, though nobody has booked it. */
    public static void reason(JsonOut json, DayView day, int i, SlotState state) {
        boolean told = state == SlotState.CLOSED || state == SlotState.PAST;
        String reason = told ? day.closureReason(i) : null;
        if (reason != null) json.field("reason", reason);
    }

    /** That its places are drawn for: until when people enter, and how much has to be believed. */
    private static void draw(JsonOut json, @Nullable DrawView draw, long nowMs) {
        if (draw == null) return;
        json.object("draw")
                .field("state", DayView.drawState(draw, nowMs).name())
                .field("level", draw.level())
                .time("closesAt", draw.closesAtMs())
                .end();
    }

    /** Whoever books it is a pair or team, or takes other dates as well: {@code GET /v1/activities} has the rest. */
    private static void entry(JsonOut json, @Nullable ActivityTerms terms) {
        if (terms == null) return;
        if (terms.partyMin() != 1 || terms.partyMax() != Command.PARTY_MAX)
            json.field("partyMin", terms.partyMin()).field("partyMax", terms.partyMax());
        if (terms.course().length > 0) json.field("ofCourse", true);
    }

    /** How many of the places that are left are not for everybody; nothing where all are. */
    public static void forHost(JsonOut json, DayView day, int i, int remaining, long nowMs) {
        int forHost = remaining - day.forAll(i, nowMs, remaining);
        if (forHost > 0) json.field("forHost", forHost);
    }

    private static void releases(JsonOut json, DayView day, int i) {
        long releasesAtMs = day.releasesAtMs(i);
        json.time("releasesAt", releasesAtMs);
        if (day.releasesToHostAtMs(i) < releasesAtMs) json.time("releasesToHostAt", day.releasesToHostAtMs(i));
        if (day.releasesToVerifiedAtMs(i) < releasesAtMs)
            json.time("releasesToVerifiedAt", day.releasesToVerifiedAtMs(i));
    }
}
