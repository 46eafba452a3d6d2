/** How many events gates can tell by MQTT, beside a server that only acknowledges. */
@NullMarked
package io.yizhan.loadtest.mqtt;

import org.jspecify.annotations.NullMarked;
