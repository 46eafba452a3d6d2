package io.yizhan.http.desk;

/**
 * What is wrong with a node, or with a region where the node has it.
 *
 * @param detail for whoever runs it, in English
 */
public record Fault(AlarmCode code, String detail) {}
