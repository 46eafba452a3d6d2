package io.yizhan.equipment;

import org.jspecify.annotations.Nullable;

/**
 * One word of a machine.
 *
 * @param atMs by its own clock
 * @param state as it says itself, never {@link MachineState#OFFLINE}; null where it leaves that to be seen from its session
 * @param session null where it says nothing of one
 */
public record Telemetry(
        long atMs, @Nullable MachineState state, @Nullable MachineSession session) {}
