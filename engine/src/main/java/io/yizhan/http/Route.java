package io.yizhan.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is measured apart. */
enum Route {
    PLACE_RESERVATION("/v1/reservations"),
    SLOTS("/v1/stations/{id}/slots"),
    STATIONS("/v1/stations"),
    STATION("/v1/stations/{id}"),
    OCCUPANCY("/v1/stations/{id}/occupancy"),
    EQUIPMENT("/v1/stations/{id}/equipment"),
    LIVE("/v1/stations/{id}/live"),
    ACTIVITIES("/v1/activities"),
    RESERVATION("/v1/reservations/{id}"),
    PASS_IMAGE("/v1/reservations/{id}/pass.png"),
    PASS_KEYS("/v1/.well-known/jwks.json"),
    CONFIRMATION("/v1/reservations/{id}/confirm"),
    MY_RESERVATIONS("/v1/me/reservations"),
    GATE_EVENTS("/v1/gates/{gate}/events"),
    DEV_TOKENS("/dev/tokens"),
    OPENAPI("/openapi.yaml"),
    START_PAGE("/"),
    HEALTH_LIVE("/health/live"),
    HEALTH_READY("/health/ready"),
    METRICS("/metrics"),
    /** Whatever is sent on to another node. */
    FORWARDED("forwarded"),
    OTHER("other");

    final String label;

    Route(String label) {
        this.label = label;
    }

    private static final Set<String> OF_NODE = Set.of(
            PASS_KEYS.label,
            DEV_TOKENS.label,
            OPENAPI.label,
            START_PAGE.label,
            HEALTH_LIVE.label,
            HEALTH_READY.label,
            METRICS.label);

    /** Whether it is the node's own, whatever region is asked for. */
    static boolean isOfNode(@Nullable String path) {
        if (path == null) return false;
        boolean slash = path.length() > 1 && path.endsWith("/");
        return OF_NODE.contains(slash ? path.substring(0, path.length() - 1) : path);
    }

    /** Whether it can be answered from what is published alone. */
    static boolean isPublicRead(HttpServerRequest request) {
        String path = request.path();
        return Forwarder.isRead(request)
                && path != null
                && (path.startsWith(STATIONS.label) || path.startsWith(ACTIVITIES.label));
    }

    static boolean isLive(HttpServerRequest request) {
        String path = request.path();
        return HttpMethod.GET.equals(request.method()) && path != null && path.endsWith("/live");
    }
}
