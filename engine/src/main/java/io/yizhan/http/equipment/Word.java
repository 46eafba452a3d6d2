package io.yizhan.http.equipment;

import io.yizhan.equipment.Telemetry;
import io.yizhan.equipment.ftms.Decoded;

/** One thing that a machine reports. */
sealed interface Word {
    record Said(Telemetry telemetry) implements Word {}

    /** @param atMs when the gateway has received it */
    record Framed(Decoded.Part part, long atMs) implements Word {}
}
