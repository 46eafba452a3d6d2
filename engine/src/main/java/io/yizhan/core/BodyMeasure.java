package io.yizhan.core;

import org.jspecify.annotations.Nullable;

/**
 * What is measured at a check of somebody's body (体质监测): what China's national physical fitness standards list for adults and the
 * elderly (国民体质测定标准, 2003 and its revision of 2023), and what stations measure besides. Amounts are whole numbers of the last digit that
 * is told: {@link #HEIGHT} of 171.5 cm is 1715. The ranges leave room for everybody, and none for a slip of the hand.
 */
public enum BodyMeasure {
    /** 身高. */
    HEIGHT(1, "heightCm", 1, 500, 2_500),
    /** 体重. */
    WEIGHT(2, "weightKg", 1, 100, 4_000),
    /** 体脂率. */
    BODY_FAT(3, "bodyFatPercent", 1, 10, 800),
    /** 腰围. */
    WAIST(4, "waistCm", 1, 300, 2_500),
    /** 臀围. */
    HIP(5, "hipCm", 1, 300, 2_500),
    /** 安静脉搏. */
    RESTING_PULSE(6, "restingPulseBpm", 0, 20, 250),
    /** 收缩压. */
    SYSTOLIC(7, "systolicMmHg", 0, 50, 300),
    /** 舒张压. */
    DIASTOLIC(8, "diastolicMmHg", 0, 20, 200),
    /** 肺活量. */
    VITAL_CAPACITY(9, "vitalCapacityMl", 0, 200, 10_000),
    /** 握力. */
    GRIP(10, "gripKg", 1, 0, 2_000),
    /** 背力. */
    BACK_STRENGTH(11, "backStrengthKg", 1, 0, 5_000),
    /** 坐位体前屈: below zero for whoever does not reach the feet. */
    SIT_AND_REACH(12, "sitAndReachCm", 1, -500, 500),
    /** 纵跳. */
    VERTICAL_JUMP(13, "verticalJumpCm", 1, 0, 1_500),
    /** 俯卧撑, as many as one can. */
    PUSH_UPS(14, "pushUps", 0, 0, 500),
    /** 1分钟仰卧起坐. */
    SIT_UPS(15, "sitUpsPerMin", 0, 0, 150),
    /** 闭眼单脚站立. */
    ONE_LEG_STAND(16, "oneLegStandS", 1, 0, 36_000),
    /** 选择反应时. */
    REACTION_TIME(17, "reactionTimeS", 2, 10, 1_000),
    /** 台阶指数, of the step test. */
    STEP_INDEX(18, "stepIndex", 1, 0, 2_000),
    /** 最大摄氧量, of the test on a bicycle that the revision has instead of it. */
    OXYGEN_UPTAKE(19, "oxygenUptakeMlKgMin", 1, 50, 1_000),
    /** 30秒坐站, of the elderly. */
    CHAIR_STANDS(20, "chairStands30S", 0, 0, 100),
    /** 2分钟原地高抬腿, of the elderly. */
    STEPS(21, "steps2Min", 0, 0, 400);

    private static final BodyMeasure[] BY_CODE = new BodyMeasure[values().length + 1];

    static {
        for (BodyMeasure each : values()) BY_CODE[each.code] = each;
    }

    private final int code;
    private final String field;
    private final int decimals;
    private final int min;
    private final int max;

    BodyMeasure(int code, String field, int decimals, int min, int max) {
        this.code = code;
        this.field = field;
        this.decimals = decimals;
        this.min = min;
        this.max = max;
    }

    /** What stands for it where it is journaled and stored; never changes, nor is used again. */
    public int code() {
        return code;
    }

    /** Its name in the API, with the unit last. */
    public String field() {
        return field;
    }

    /** So many digits behind the point. */
    public int decimals() {
        return decimals;
    }

    /** The least amount, in units of the last digit. */
    public int min() {
        return min;
    }

    public int max() {
        return max;
    }

    /** Null where nothing has this code. */
    public static @Nullable BodyMeasure of(int code) {
        return code > 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }

    /** Null where nothing is called so. */
    public static @Nullable BodyMeasure ofField(String name) {
        for (BodyMeasure each : values()) if (each.field.equals(name)) return each;
        return null;
    }
}
