package io.yizhan.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Makes inputs out of good ones: bits flipped, pieces cut, doubled, moved, taken from others, lengths set to extremes, words thrown in. */
public final class Mutator {
    /** What readers of JSON may stumble over. */
    private static final String[] JSON = {
        "\"",
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "null",
        "true",
        "-",
        "0",
        "1e999999999",
        "1e-999999999",
        "9223372036854775808",
        "1.0",
        "0.1",
        "99999999999999999999999999999999",
        "\\u0000",
        "\\ud800",
        "\\",
        "\u00ff",
        "\u00c0\u0080",
        "\u00f0\u009f\u008f\u00b8",
        "\u0000",
        "[[[[[[[[[[[[",
        "{\"a\":{\"a\":",
        "\"slots\":",
        "\"events\":",
        "\"seq\":",
        "//",
        "\u00ef\u00bb\u00bf"
    };

    private static final int BYTES_MAX = 64 * 1024;
    private static final long[] EXTREMES = {
        0,
        1,
        -1,
        7,
        8,
        0x7f,
        0x80,
        0xff,
        0x7fff,
        0x8000,
        0xffff,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private final byte[][] corpus;
    private final byte[][] words;

    /** @param words what a parser may stumble over */
    public Mutator(byte[][] corpus, String... words) {
        this.corpus = corpus;
        this.words = Arrays.stream(words)
                .map(word -> word.getBytes(StandardCharsets.ISO_8859_1))
                .toArray(byte[][]::new);
    }

    /** Over texts that are JSON. */
    public static Mutator ofJson(String... texts) {
        return new Mutator(texts(texts), JSON);
    }

    public static byte[][] texts(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    /** One of the good ones, changed in one to four places. */
    public byte[] next(SplittableRandom random) {
        byte[] bytes = corpus[random.nextInt(corpus.length)].clone();
        for (int n = random.nextInt(4); n >= 0; n--) bytes = changed(bytes, random);
        return bytes;
    }

    /** Changed in one place. */
    public byte[] changed(byte[] bytes, SplittableRandom random) {
        if (bytes.length == 0) return corpus[random.nextInt(corpus.length)].clone();
        int at = random.nextInt(bytes.length);
        int length = 1 + random.nextInt(Math.min(bytes.length - at, 1 << random.nextInt(12)));
        switch (random.nextInt(10)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> Arrays.fill(bytes, at, at + length, (byte) (random.nextBoolean() ? 0 : random.nextInt()));
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 4 -> {
                return replaced(bytes, at, length, new byte[0]);
            }
            case 5 -> {
                byte[] piece = Arrays.copyOfRange(bytes, at, at + length);
                return replaced(bytes, random.nextInt(bytes.length), 0, piece);
            }
            case 6 -> {
                byte[] other = corpus[random.nextInt(corpus.length)];
                if (other.length == 0) return bytes;
                int from = random.nextInt(other.length);
                byte[] piece = Arrays.copyOfRange(other, from, from + 1 + random.nextInt(other.length - from));
                return replaced(bytes, at, length, piece);
            }
            case 7 -> extreme(bytes, at, random);
            case 8 -> {
                byte[] many = new byte[1 << random.nextInt(14)];
                Arrays.fill(many, bytes[at]);
                return replaced(bytes, at, 0, many);
            }
            default -> {
                if (words.length > 0)
                    return replaced(bytes, at, random.nextInt(2), words[random.nextInt(words.length)]);
                extreme(bytes, at, random);
            }
        }
        return bytes;
    }

    private static void extreme(byte[] bytes, int at, SplittableRandom random) {
        long value = EXTREMES[random.nextInt(EXTREMES.length)] + random.nextInt(3) - 1;
        int width = 1 << random.nextInt(4);
        for (int i = 0; i < width && at + i < bytes.length; i++) bytes[at + i] = (byte) (value >>> (8 * i));
    }

    private static byte[] replaced(byte[] bytes, int at, int length, byte[] piece) {
        if (bytes.length - length + piece.length > BYTES_MAX) return bytes;
        byte[] result = new byte[bytes.length - length + piece.length];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(piece, 0, result, at, piece.length);
        System.arraycopy(bytes, at + length, result, at + piece.length, bytes.length - at - length);
        return result;
    }
}
