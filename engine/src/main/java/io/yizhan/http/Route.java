package io.yizhan.http;

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
    OTHER("other");

    final String label;

    Route(String label) {
        this.label = label;
    }
}
