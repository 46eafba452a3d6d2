package io.yizhan.core;

/**
 * That an operator has put a machine out of order.
 *
 * @param stationNo where it stood then
 * @param sinceMs when
 * @param reason as the operator gave it
 */
public record EquipmentMark(int stationNo, long sinceMs, String reason) {}
