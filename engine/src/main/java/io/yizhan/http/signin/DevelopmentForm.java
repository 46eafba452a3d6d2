package io.yizhan.http.signin;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.auth.Role;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who a developer wants to be.
 *
 * @param name what to be called; "" for nothing
 * @param assurance how well they would have shown who they are, 0 for nothing; {@link #NONSENSE} where it is no such level
 * @param returnPath where to then
 */
record DevelopmentForm(
        String subject,
        String name,
        List<String> roles,
        List<String> stations,
        String employer,
        int assurance,
        String returnPath) {
    private static final int FIELDS_MAX = 16;
    private static final int STATIONS_MAX = 50;
    private static final int ID_LENGTH_MAX = 64;
    private static final int EMPLOYER_LENGTH_MAX = 200;
    private static final int NONSENSE = -1;
    private static final List<String> LEVELS = List.of("", "1", "2", "3", "4");
    private static final List<String> ROLES = List.of(Role.MEMBER.claim(), Role.OPERATOR.claim(), Role.ADMIN.claim());

    /** Null where it makes no sense. */
    static @Nullable DevelopmentForm parse(String body) {
        Map<String, List<String>> fields;
        try {
            fields = new QueryStringDecoder(body, StandardCharsets.UTF_8, false, FIELDS_MAX).parameters();
        } catch (IllegalArgumentException malformedEscape) {
            return null;
        }
        DevelopmentForm form = new DevelopmentForm(
                first(fields, "subject"),
                first(fields, "name"),
                fields.getOrDefault("role", List.of()),
                Arrays.stream(first(fields, "stations").split(",", -1))
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .toList(),
                first(fields, "employer"),
                LEVELS.indexOf(first(fields, "assurance")),
                ReturnPath.of(first(fields, "return")));
        return form.isGood() ? form : null;
    }

    private static String first(Map<String, List<String>> fields, String name) {
        return fields.getOrDefault(name, List.of("")).getFirst().strip();
    }

    private boolean isGood() {
        return Principal.isSubject(subject)
                && !roles.isEmpty()
                && ROLES.containsAll(roles)
                && stations.size() <= STATIONS_MAX
                && stations.stream().allMatch(each -> each.length() <= ID_LENGTH_MAX)
                && name.length() <= PersonName.LENGTH_MAX
                && employer.length() <= EMPLOYER_LENGTH_MAX
                && assurance != NONSENSE;
    }

    /** What a token of theirs would say. */
    JsonObject claims(long nowS, long lifetimeS) {
        JsonObject claims = new JsonObject()
                .put("sub", subject)
                .put("roles", new JsonArray(roles))
                .put("iat", nowS)
                .put("exp", nowS + lifetimeS);
        if (!name.isEmpty()) claims.put("name", name);
        if (!stations.isEmpty()) claims.put("stations", new JsonArray(stations));
        if (!employer.isEmpty()) claims.put("employer", employer);
        if (assurance > 0) claims.put("assurance", assurance);
        return claims;
    }
}
