/**
 * Gates over MQTT, 3.1.1 and 5: an adapter before this node's own HTTP edge. Each message becomes a request there, so that who may, how
 * often, where to and what is wrong with it are decided in one place for both.
 */
@NullMarked
package io.yizhan.mqtt;

import org.jspecify.annotations.NullMarked;
