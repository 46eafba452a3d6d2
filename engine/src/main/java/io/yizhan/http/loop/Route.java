package io.yizhan.http.loop;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.yizhan.http.forward.Forwarder;
import java.util.Set;

/** What is measured apart. */
public enum Route {
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
    CLOSURES("/v1/admin/closures"),
    CLOSURE("/v1/admin/closures/{id}"),
    DEV_TOKENS("/dev/tokens"),
    OPENAPI("/openapi.yaml"),
    START_PAGE("/"),
    HEALTH_LIVE("/health/live"),
    HEALTH_READY("/health/ready"),
    METRICS("/metrics"),
    /** Whatever is sent on to another node. */
    FORWARDED("forwarded"),
    OTHER("other");

    public final String label;

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
    public static boolean isOfNode(String path) {
        return OF_NODE.contains(path);
    }

    /** Whether it can be answered from what is published alone. */
    public static boolean isPublicRead(HttpServerRequest request, String path) {
        return Forwarder.isRead(request)
                && (path.equals(STATIONS.label)
                        || path.startsWith(STATIONS.label + '/')
                        || path.equals(ACTIVITIES.label));
    }

    /** Whether its answer has no end. */
    public static boolean isLive(HttpServerRequest request, String path) {
        return HttpMethod.GET.equals(request.method()) && LIVE.isFor(path);
    }

    /** Whether it is refused without a token, whatever its body says. */
    public static boolean isForKnownCallers(HttpServerRequest request, String path) {
        if (HttpMethod.DELETE.equals(request.method())) return RESERVATION.isFor(path) || CLOSURE.isFor(path);
        return HttpMethod.POST.equals(request.method())
                && (PLACE_RESERVATION.isFor(path)
                        || CONFIRMATION.isFor(path)
                        || GATE_EVENTS.isFor(path)
                        || CLOSURES.isFor(path));
    }

    /** Whether a path, in its one spelling, is this route's: each parameter stands for one segment. */
    private boolean isFor(String path) {
        int at = 0;
        for (int i = 0; i < label.length(); i++) {
            if (label.charAt(i) == '{') {
                int from = at;
                while (at < path.length() && path.charAt(at) != '/') at++;
                if (at == from) return false;
                i = label.indexOf('}', i);
            } else if (at == path.length() || path.charAt(at++) != label.charAt(i)) {
                return false;
            }
        }
        return at == path.length();
    }
}
