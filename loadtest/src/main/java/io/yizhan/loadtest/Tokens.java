package io.yizhan.loadtest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** What the crowd shows for who it is. Calls block. */
public interface Tokens {
    /** What {@code --tokens} may be. */
    enum Kind {
        /** Of the engine's development mode: HS256. */
        dev,
        es256,
        rs256,
        eddsa,
        /** Got for a token of ES256 by each member beforehand. */
        session;

        /** By which an identity provider signs. */
        String algorithm() {
            return this == session ? es256.name() : name();
        }
    }

    /** Whether nobody has shown any of them yet: then each run of a crowd gets new ones. */
    default boolean areFresh() {
        return true;
    }

    /** Of so many members, whose names are the prefix and a number. Never the same twice where they {@link #areFresh}. */
    List<String> members(int count, String prefix);

    String of(String subject, String role);

    /** Those that the development mode gives to whoever asks. */
    static Tokens development(Api api) {
        return new Tokens() {
            @Override
            public boolean areFresh() {
                return false;
            }

            @Override
            public List<String> members(int count, String prefix) {
                ObjectNode claims =
                        Api.JSON.createObjectNode().put("count", count).put("prefix", prefix);
                claims.putArray("roles").add("member");
                List<String> tokens = new ArrayList<>();
                api.tokens(claims.toString()).path("tokens").forEach(it -> tokens.add(it.asText()));
                return tokens;
            }

            @Override
            public String of(String subject, String role) {
                ObjectNode claims = Api.JSON.createObjectNode().put("subject", subject);
                claims.putArray("roles").add(role);
                return api.tokens(claims.toString()).path("token").asText();
            }
        };
    }

    /** Those of {@code bench/run identity-provider}. */
    static Tokens signed(Api provider) {
        return new Tokens() {
            @Override
            public List<String> members(int count, String prefix) {
                return provider.text("/tokens?count=" + count + "&prefix=" + prefix)
                        .lines()
                        .toList();
            }

            @Override
            public String of(String subject, String role) {
                String name = URLEncoder.encode(subject, StandardCharsets.UTF_8);
                return provider.text("/tokens?subject=" + name + "&role=" + role)
                        .strip();
            }
        };
    }

    /** Sessions of members who have signed in at the engine with such a token; gates show the token. */
    static Tokens sessions(Api engine, Tokens signed) {
        return new Tokens() {
            @Override
            public List<String> members(int count, String prefix) {
                return forEach(
                                signed.members(count, prefix),
                                token -> HttpRequest.newBuilder(URI.create(engine.url + "/v1/session"))
                                        .header("Authorization", "Bearer " + token)
                                        .POST(HttpRequest.BodyPublishers.noBody())
                                        .build())
                        .stream()
                        .map(answer -> Api.json(answer).path("session").asText())
                        .toList();
            }

            @Override
            public String of(String subject, String role) {
                return signed.of(subject, role);
            }
        };
    }

    /** The answers to a request for each token, in their order; all must be good. */
    static List<String> forEach(List<String> tokens, Function<String, HttpRequest> request) {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Semaphore atOnce = new Semaphore(64);
        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (String token : tokens) {
            atOnce.acquireUninterruptibly();
            all.add(http.sendAsync(request.apply(token), HttpResponse.BodyHandlers.ofString())
                    .whenComplete((answer, failure) -> atOnce.release()));
        }
        List<String> answers = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> each : all) {
            try {
                HttpResponse<String> answer = each.join();
                if (answer.statusCode() / 100 != 2)
                    throw new Failure(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
                answers.add(answer.body());
            } catch (CompletionException failed) {
                throw new Failure("a member gets no answer", failed);
            }
        }
        return answers;
    }
}
