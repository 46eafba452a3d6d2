package io.yizhan.http.auth;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a token allows its bearer to do. */
public enum Role {
    MEMBER("member", 1),
    OPERATOR("operator", 2),
    GATE("gate", 4),
    EQUIPMENT("equipment", 8),
    ADMIN("admin", 16),
    /** Asks for an employer, the one that the token names. */
    EMPLOYER("employer", 32),
    /** Books for members of its own, many in one request. */
    BROKER("broker", 64),
    /** A program that goes by what happens here. */
    INTEGRATOR("integrator", 128);

    private static final Role[] ALL = values();

    private final String claim;
    private final int bit;

    Role(String claim, int bit) {
        this.claim = claim;
        this.bit = bit;
    }

    /** As the token's {@code roles} name it. */
    public String claim() {
        return claim;
    }

    /** As a token names the roles of this set. */
    public static List<String> claims(int roles) {
        return Arrays.stream(ALL)
                .filter(role -> (roles & role.bit) != 0)
                .map(Role::claim)
                .toList();
    }

    /** In a set of several ({@link Principal#roles}). */
    public int bit() {
        return bit;
    }

    /** Null for a role that means nothing here. */
    static @Nullable Role ofClaim(String claim) {
        for (Role role : ALL) if (role.claim.equals(claim)) return role;
        return null;
    }
}
