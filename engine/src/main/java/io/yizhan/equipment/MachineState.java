package io.yizhan.equipment;

/** How a machine stands. The names are part of the API. */
public enum MachineState {
    AVAILABLE,
    IN_USE,
    OUT_OF_ORDER,
    /** Nothing was heard of it for a while, or never since this engine has had its city. */
    OFFLINE
}
