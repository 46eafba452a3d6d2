package io.yizhan.mqtt;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.mqtt.MqttEndpoint;
import io.yizhan.http.HttpEdge;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.auth.Role;
import io.yizhan.http.auth.TokenRefused;
import io.yizhan.http.client.ClientAddress;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in who has a good token with the role of a gate or of a machine. The token is the password; any user name will do, but MQTT 3.1.1 wants one beside a
 * password, and so do we. Sessions are never kept, whatever a client asks for. A will is not kept either: its topic would be closed to all
 * but this edge. On the MQTT event loop only.
 */
final class SignIn {
    /** Of topic and properties of a message; its payload may be as large as a body over HTTP. */
    private static final int HEADER_BYTES_MAX = 4 * 1024;

    static final int PACKET_BYTES_MAX = HttpEdge.GATE_BODY_BYTES_MAX + HEADER_BYTES_MAX;

    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
    static final int V3_1_1 = 4;
    private static final int CLIENT_ID_LENGTH_MAX = 256;

    private final MqttLoop loop;

    SignIn(MqttLoop loop) {
        this.loop = loop;
    }

    /** Accepts or rejects, now or when the token has been verified. */
    void connect(MqttEndpoint endpoint) {
        try {
            decide(endpoint);
        } catch (RuntimeException | AssertionError defect) {
            failed(endpoint, defect);
        }
    }

    private void decide(MqttEndpoint endpoint) {
        String clientId = endpoint.clientIdentifier();
        if (endpoint.protocolVersion() < V3_1_1) {
            reject(endpoint, ConnectRefusal.VERSION);
        } else if (loop.stopping) {
            reject(endpoint, ConnectRefusal.STOPPING);
        } else if (loop.connections.isFull()) {
            reject(endpoint, ConnectRefusal.FULL);
        } else if (clientId != null && clientId.length() > CLIENT_ID_LENGTH_MAX) {
            reject(endpoint, ConnectRefusal.CLIENT_ID);
        } else if (endpoint.connectProperties().getProperty(MqttProperties.AUTHENTICATION_METHOD) != null) {
            reject(endpoint, ConnectRefusal.METHOD);
        } else if (endpoint.auth() == null || endpoint.auth().getPassword() == null) {
            reject(endpoint, ConnectRefusal.TOKEN);
        } else {
            verify(endpoint, endpoint.auth().getPassword());
        }
    }

    private void verify(MqttEndpoint endpoint, String token) {
        Principal known = loop.authenticator.known(token);
        if (known != null) {
            enter(endpoint, token, known);
            return;
        }
        Future<Principal> verified = loop.authenticator.verify(token, ClientAddress.of(endpoint.remoteAddress()));
        if (verified.isComplete()) {
            verified(endpoint, token, verified);
        } else {
            AtomicBoolean gone = new AtomicBoolean();
            endpoint.closeHandler(closed -> gone.set(true));
            var context = loop.vertx.getOrCreateContext();
            verified.onComplete(result -> context.runOnContext(hop -> {
                try {
                    if (gone.get()) loop.metrics.connect("gone");
                    else verified(endpoint, token, result);
                } catch (RuntimeException | AssertionError defect) {
                    failed(endpoint, defect);
                }
            }));
        }
    }

    private void verified(MqttEndpoint endpoint, String token, AsyncResult<Principal> result) {
        if (result.succeeded()) {
            enter(endpoint, token, result.result());
        } else if (result.cause() instanceof TokenRefused refused) {
            switch (refused.fault()) {
                case INVALID, FORGED, EXPIRED, EARLY -> reject(endpoint, ConnectRefusal.TOKEN);
                case BUSY -> reject(endpoint, ConnectRefusal.BUSY);
                case KEYS_UNAVAILABLE -> reject(endpoint, ConnectRefusal.KEYS);
            }
        } else {
            failed(endpoint, result.cause());
        }
    }

    private void enter(MqttEndpoint endpoint, String token, Principal principal) {
        String given = endpoint.clientIdentifier();
        String clientId = given == null ? UUID.randomUUID().toString() : given;
        if (!principal.has(Role.GATE) && !principal.has(Role.EQUIPMENT)) {
            reject(endpoint, ConnectRefusal.ROLE);
        } else if (loop.connections.isFull(principal.subject(), clientId)) {
            reject(endpoint, ConnectRefusal.SUBJECT_FULL);
        } else {
            loop.metrics.connect("accepted");
            Wishes wishes = Wishes.of(endpoint);
            new GateConnection(loop, endpoint, wishes, principal, token, clientId)
                    .open(wishes.isV5() ? announced(given == null ? clientId : "") : MqttProperties.NO_PROPERTIES);
        }
    }

    /** @param assigned a client id that we gave; empty where the client has one */
    private MqttProperties announced(String assigned) {
        MqttProperties properties = new MqttProperties();
        number(properties, MqttProperties.SESSION_EXPIRY_INTERVAL, 0);
        number(properties, MqttProperties.RECEIVE_MAXIMUM, loop.options.limits().unacknowledgedMax());
        number(properties, MqttProperties.MAXIMUM_QOS, 1);
        number(properties, MqttProperties.MAXIMUM_PACKET_SIZE, PACKET_BYTES_MAX);
        number(properties, MqttProperties.WILDCARD_SUBSCRIPTION_AVAILABLE, 0);
        number(properties, MqttProperties.SUBSCRIPTION_IDENTIFIER_AVAILABLE, 0);
        number(properties, MqttProperties.SHARED_SUBSCRIPTION_AVAILABLE, 0);
        if (!assigned.isEmpty())
            properties.add(new MqttProperties.StringProperty(MqttProperties.ASSIGNED_CLIENT_IDENTIFIER, assigned));
        return properties;
    }

    private static void number(MqttProperties properties, int id, int value) {
        properties.add(new MqttProperties.IntegerProperty(id, value));
    }

    private void failed(MqttEndpoint endpoint, Throwable defect) {
        LOG.error("a device could not connect", defect);
        if (!endpoint.isConnected()) reject(endpoint, ConnectRefusal.DEFECT);
    }

    private void reject(MqttEndpoint endpoint, ConnectRefusal refusal) {
        loop.metrics.connect(refusal.label);
        try {
            endpoint.reject(refusal.code(endpoint.protocolVersion() >= Wishes.V5));
        } catch (IllegalArgumentException goneMeanwhile) {
            LOG.debug("gone before it was rejected: {}", goneMeanwhile.getMessage());
        }
    }
}
