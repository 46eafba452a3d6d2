package io.yizhan.http.problem;

import java.util.EnumSet;
import java.util.Set;

/**
 * Everything that a request can be refused for. The code is part of the contract and never changes its meaning; title and detail are in
 * the message bundles under {@code <code>.title} and {@code <code>.detail}.
 */
public enum ProblemCode {
    JSON_MALFORMED(400),
    BODY_INVALID(400),
    PARAMETER_INVALID(400),
    REQUEST_INVALID(400),
    HEADER_REPEATED(400),
    HEADER_INVALID(400),
    BODY_NOT_UTF8(400),
    IDEMPOTENCY_KEY_MISSING(400),
    IDEMPOTENCY_KEY_INVALID(400),
    TOKEN_MISSING(401),
    TOKEN_INVALID(401),
    TOKEN_EXPIRED(401),
    ROLE_MISSING(403),
    TOKEN_REQUIRED(403),
    CROSS_SITE(403),
    GATE_FOREIGN(403),
    MACHINE_FOREIGN(403),
    STATION_FOREIGN(403),
    NOT_FOUND(404),
    REGION_UNKNOWN(404),
    STATION_UNKNOWN(404),
    GATE_UNKNOWN(404),
    MACHINE_UNKNOWN(404),
    CLOSURE_UNKNOWN(404),
    RESERVATION_UNKNOWN(404),
    STRIKE_UNKNOWN(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    CONTROLLER_UNKNOWN(406),
    REQUEST_TIMEOUT(408),
    SLOT_FULL(409),
    SLOT_NOT_RELEASED(409),
    SLOT_CLOSED(409),
    SLOT_PAST(409),
    NOT_ELIGIBLE(409),
    QUOTA_EXCEEDED(409),
    ALREADY_RESERVED(409),
    OVERLAPS_OWN_RESERVATION(409),
    HOLD_EXPIRED(409),
    OFFER_EXPIRED(409),
    WAITLIST_CLOSED(409),
    WAITLIST_FULL(409),
    WRONG_STATE(409),
    CANCELLATION_CLOSED(409),
    MEMBER_SUSPENDED(409),
    CHECK_IN_NOT_OPEN(409),
    CHECK_IN_CLOSED(409),
    ALREADY_CHECKED_IN(409),
    PASS_UNAVAILABLE(409),
    PASS_EXPIRED(409),
    GATE_GAPS_EXCEEDED(409),
    GATE_BOOTS_EXCEEDED(409),
    CLOSURES_EXCEEDED(409),
    CLOSURE_OF_MACHINE(409),
    CAPACITY_FIXED(409),
    CAPACITY_EXCEEDS_STATION(409),
    TOO_MANY_AFFECTED(409),
    CITY_FIXED(409),
    ZONE_FIXED(409),
    VENUES_RESERVED(409),
    CATALOGUE_CONTRADICTED(409),
    SESSION_MISSING(409),
    CATALOGUE_CHANGED(412),
    BODY_TOO_LARGE(413),
    URI_TOO_LONG(414),
    MEDIA_TYPE_UNSUPPORTED(415),
    EXPECTATION_FAILED(417),
    HOST_UNKNOWN(421),
    SLOT_UNKNOWN(422),
    PASS_INVALID(422),
    VENUE_UNKNOWN(422),
    CATALOGUE_INVALID(422),
    SEVERAL_STATIONS(422),
    PARTY_UNFIT(422),
    COURSE_WHOLE(422),
    IDEMPOTENCY_KEY_REUSED(422),
    WAITLIST_NOT_OFFERED(422),
    WAITLIST_OF_SEVERAL(422),
    PRECONDITION_REQUIRED(428),
    RATE_LIMITED(429),
    ADDRESS_RATE_LIMITED(429),
    HEADERS_TOO_LARGE(431),
    INTERNAL_ERROR(500),
    TRANSFER_CODING_UNSUPPORTED(501),
    OVERLOADED(503),
    REGION_STOPPED(503),
    NOT_OWNER_REACHABLE(503),
    TOKEN_KEYS_UNAVAILABLE(503),
    SESSIONS_UNAVAILABLE(503),
    AUDIT_UNAVAILABLE(503),
    EXPORT_UNAVAILABLE(503),
    SNAPSHOT_AHEAD(409),
    VISITS_UNAVAILABLE(503),
    REPORTS_UNAVAILABLE(503),
    HISTORY_UNAVAILABLE(503),
    CATALOGUE_UNAVAILABLE(503),
    LIVE_STREAMS_EXCEEDED(503),
    HTTP_VERSION_UNSUPPORTED(505);

    /**
     * A node that says one of these did nothing with the request; or it may be asked the same again: it was to book, and has its key, or to
     * replace the catalogue, and the file that is in force already changes nothing.
     */
    public static final Set<ProblemCode> NOT_SERVED = EnumSet.of(REGION_STOPPED, NOT_OWNER_REACHABLE);

    public final int status;
    public final String code;
    public final String type;

    ProblemCode(int status) {
        this.status = status;
        this.code = name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        this.type = "urn:yizhan:problem:" + code;
    }
}
