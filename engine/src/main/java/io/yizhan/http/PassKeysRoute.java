package io.yizhan.http;

import io.yizhan.pass.PassKey;
import io.yizhan.pass.Passes;

/** {@code GET /v1/.well-known/jwks.json}: the key that passes are checked with. */
final class PassKeysRoute {
    private final Passes passes;

    PassKeysRoute(Passes passes) {
        this.passes = passes;
    }

    /** As a JSON Web Key Set (RFC 7517). */
    void handle(Exchange exchange) {
        PassKey key = passes.key();
        JsonOut json = exchange.json(256).object().array("keys").object();
        json.field("kty", "OKP")
                .field("crv", "Ed25519")
                .field("use", "sig")
                .field("alg", "EdDSA")
                .field("kid", key.id())
                .field("x", key.x());
        ETags.send(exchange, Exchange.JSON, json.end().endArray().end());
    }
}
