package io.yizhan.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Checks a draw by what was published of it alone: needs no engine, no network and no database. */
@Command(
        name = "verify-draw",
        mixinStandardHelpOptions = true,
        description = {
            "Checks a draw by what was published of it: what was committed to, the entries, what was revealed, and the order.",
            "The file is what GET /v1/draws/{id}/proof has answered.",
            "Exit codes: 0 nothing is wrong, 1 something is, 2 wrong usage, or not such a file."
        })
final class VerifyDrawCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "a draw with its entries, as JSON")
    @Nullable
    Path file;

    @Override
    public Integer call() {
        JsonNode proof;
        try {
            proof = new ObjectMapper().readTree(file == null ? null : file.toFile());
        } catch (IOException unread) {
            System.err.println(file + " can't be read: " + unread.getMessage());
            return Main.WRONG;
        }
        String malformed = DrawProof.malformed(proof);
        if (!malformed.isEmpty()) {
            System.err.println(file + " is no proof of a draw: " + malformed);
            return Main.WRONG;
        }
        List<DrawProof.Finding> findings = DrawProof.check(proof);
        for (DrawProof.Finding it : findings) System.out.println((it.holds() ? "ok     " : "WRONG  ") + it.text());
        return findings.stream().allMatch(DrawProof.Finding::holds) ? 0 : Main.FAILED;
    }
}
