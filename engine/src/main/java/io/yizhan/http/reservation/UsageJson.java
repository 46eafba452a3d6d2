package io.yizhan.http.reservation;

import io.yizhan.core.Refusal;
import io.yizhan.core.Usage;
import io.yizhan.http.json.JsonOut;
import java.util.List;

/** The limits that a member has, and how much of each is used. */
public final class UsageJson {
    private UsageJson() {}

    /** As a field of the object that is open. */
    public static void write(JsonOut json, List<Usage> usages) {
        json.array("quotas");
        for (Usage usage : usages) {
            json.object().field("rule", usage.rule().name());
            if (!usage.kind().isEmpty()) json.field("kind", usage.kind());
            if (!usage.group().isEmpty()) json.field("group", usage.group());
            json.field("limit", usage.limit()).field("current", usage.current());
            if (usage.freesAtMs() != Refusal.NEVER) json.time("freesAt", usage.freesAtMs());
            json.end();
        }
        json.endArray();
    }
}
