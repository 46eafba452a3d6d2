package io.yizhan.mqtt;

import io.micrometer.core.instrument.MeterRegistry;
import io.yizhan.http.auth.Authenticator;
import io.yizhan.http.client.NodeSeal;
import io.yizhan.http.region.RegionSources;
import io.yizhan.time.Pulse;
import java.time.InstantSource;
import java.util.List;

/**
 * What the MQTT edge looks things up in. All of it is for any thread.
 *
 * @param authenticator the HTTP edge's, so that a token is verified once for both
 * @param seal by which the HTTP edge knows that a node of ours asks, and believes it for which gate
 * @param regions as the HTTP edge serves them: their catalogues say which gate and which station is whose
 * @param pulse beaten by its event loop
 */
public record MqttSources(
        Authenticator authenticator,
        NodeSeal seal,
        List<RegionSources> regions,
        Pulse pulse,
        MeterRegistry meters,
        InstantSource clock) {}
