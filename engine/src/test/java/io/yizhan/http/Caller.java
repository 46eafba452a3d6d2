package io.yizhan.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Every kind of caller that the table of who may do what has a column for. */
enum Caller {
    NOBODY,
    /** Shows what is no token. */
    GARBAGE,
    EXPIRED,
    /** Has signed its token itself. */
    FOREIGN_KEY,
    /** Somebody whom the identity provider vouches for elsewhere. */
    OTHER_ISSUER,
    /** Whom reservations belong to. */
    MEMBER,
    OTHER_MEMBER,
    GATE,
    /** Of another station. */
    OTHER_GATE,
    OPERATOR,
    /** Of another station. */
    OTHER_OPERATOR,
    ADMIN,
    /** Asks for the employer that its token names. */
    EMPLOYER,
    BROKER,
    /** A program that is not to know who people are. */
    INTEGRATOR,
    /** The member, by a session that is shown as a token is. */
    SESSION,
    /** The member, from a page of ours. */
    COOKIE,
    /** The member, from another site's page, as a browser of today says it. */
    CROSS_SITE_COOKIE,
    /** The same, as an older browser says it. */
    OTHER_ORIGIN_COOKIE;

    String column() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> columns() {
        return Arrays.stream(values()).map(Caller::column).toList();
    }
}
