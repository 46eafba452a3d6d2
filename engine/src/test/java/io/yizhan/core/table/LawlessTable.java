package io.yizhan.core.table;

import io.yizhan.core.Region;
import io.yizhan.core.rule.PassingTime;

/** Looks up from the cells to the rules and to the region, so that the picture of the core's rooms can be seen to fail. */
final class LawlessTable {
    private LawlessTable() {}

    static boolean upwards(PassingTime rule, Region region) {
        return rule != null && region != null;
    }
}
