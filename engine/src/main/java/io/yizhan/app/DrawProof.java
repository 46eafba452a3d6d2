package io.yizhan.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.core.draw.DrawKeys;
import io.yizhan.core.draw.DrawLines;
import io.yizhan.core.draw.DrawSeed;
import io.yizhan.core.draw.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * Whether a draw is as it had to be, by what {@code GET /v1/draws/{id}/proof} tells: each check in words, and whether it holds. What has not
 * come yet is told as such, and is no fault.
 */
final class DrawProof {
    /** @param holds whether nothing was found that is wrong */
    record Finding(String text, boolean holds) {}

    private final JsonNode proof;
    private final List<Finding> findings = new ArrayList<>();

    private DrawProof(JsonNode proof) {
        this.proof = proof;
    }

    static List<Finding> check(JsonNode proof) {
        DrawProof draw = new DrawProof(proof);
        draw.check();
        return draw.findings;
    }

    private String text(String field) {
        return proof.path(field).asText("");
    }

    private void find(boolean holds, String text) {
        findings.add(new Finding(text, holds));
    }

    private void check() {
        find(true, "draw " + text("id") + ", level " + text("level") + ", round " + text("round"));
        if (text("digest").isEmpty()) {
            find(true, "people still enter: there is nothing to check yet");
            return;
        }
        String lines = text("text");
        find(
                Sha256.hex(Sha256.of(lines.getBytes(StandardCharsets.UTF_8))).equals(text("digest")),
                "the lines are those that were fixed: " + text("digest"));
        chain(lines);
        secret("secret", "commitment", "the operator's secret");
        if (!text("secondCommitment").isEmpty())
            secret("secondSecret", "secondCommitment", "the second keeper's secret");
        if (!text("source").isEmpty() && text("external").isEmpty())
            find(true, "the outside source has not spoken yet: " + text("source"));
        if (!text("seed").isEmpty()) order(lines);
    }

    /** Those who have left are in the chain, too. */
    private void chain(String lines) {
        TreeMap<Integer, String> all = new TreeMap<>();
        for (String line : lines.lines().toList()) all.put(number(line), line + "\n");
        for (JsonNode left : proof.path("left")) {
            int number = left.path("number").asInt();
            all.put(
                    number,
                    DrawLines.line(
                            number,
                            left.path("pseudonym").asText(),
                            left.path("weight").asInt()));
        }
        byte[] chain = DrawLines.chainOf(text("id"));
        for (String line : all.values()) chain = DrawLines.link(chain, line);
        find(Sha256.hex(chain).equals(text("chain")), "the chain of receipts ends with " + text("chain"));
    }

    private static int number(String line) {
        return Integer.parseInt(line.substring(0, line.indexOf('\t')));
    }

    private void secret(String name, String commitment, String whose) {
        String secret = text(name);
        if (secret.isEmpty()) find(true, whose + " is not revealed yet");
        else
            find(
                    Sha256.isHex(secret) && Sha256.ofHex(secret).equals(text(commitment)),
                    whose + " is the one that was committed to: " + text(commitment));
    }

    private void order(String lines) {
        byte[] seed = DrawSeed.of(text("id"), text("digest"), text("secret"), text("secondSecret"), text("external"));
        find(DrawSeed.hex(seed).equals(text("seed")), "the seed follows from what was revealed: " + DrawSeed.hex(seed));
        List<Integer> order = order(lines, seed);
        int told = 0;
        for (JsonNode each : proof.path("order")) {
            int rank = each.path("rank").asInt();
            boolean same = rank >= 1
                    && rank <= order.size()
                    && order.get(rank - 1) == each.path("number").asInt();
            if (!same) find(false, "place " + rank + " is not number " + each.path("number"));
            told++;
        }
        find(true, told + " of " + order.size() + " were decided about, in this order: " + shown(order));
    }

    private List<Integer> order(String lines, byte[] seed) {
        record Keyed(int number, byte[] key) {}
        List<Keyed> keyed = new ArrayList<>();
        DrawKeys keys = new DrawKeys(seed, text("id"));
        for (String line : lines.lines().toList()) {
            byte[] key = new byte[Sha256.BYTES];
            keys.write(number(line), Integer.parseInt(line.substring(line.lastIndexOf('\t') + 1)), key, 0);
            keyed.add(new Keyed(number(line), key));
        }
        keyed.sort((a, b) -> Arrays.compareUnsigned(a.key, b.key));
        return keyed.stream().map(Keyed::number).toList();
    }

    private static String shown(List<Integer> order) {
        int shown = Math.min(20, order.size());
        String first = String.join(
                " ", order.subList(0, shown).stream().map(String::valueOf).toList());
        return shown < order.size() ? first + " …" : first;
    }

    /** What is wrong with it before anything can be checked; "" where nothing is. */
    static String malformed(JsonNode proof) {
        for (String field : List.of("id", "commitment", "text"))
            if (!proof.path(field).isTextual()) return "there is no \"" + field + "\"";
        for (String line : proof.path("text").asText().lines().toList())
            if (!line.matches("[1-9][0-9]{0,8}\t[^\t]+\t[1-4]")) return "this is no line of an entry: " + line;
        for (String field : List.of("secret", "secondSecret"))
            if (proof.has(field) && !isHex(proof.path(field).asText())) return "\"" + field + "\" is not hexadecimal";
        return "";
    }

    private static boolean isHex(String text) {
        try {
            return HexFormat.of().parseHex(text).length > 0;
        } catch (IllegalArgumentException noHex) {
            return false;
        }
    }
}
