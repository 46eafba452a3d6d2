package io.yizhan.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * How secrets lie in files and rows: encrypted by a key from elsewhere, so that who gets hold of a data folder, a database or a backup can't
 * sign with them; or in clear, where there is no such key. AES-256 in GCM (NIST SP 800-38D), each with its name, so that none can be put in
 * another's place. Any thread.
 */
public final class KeyWrap {
    /** Keeps them in clear. */
    public static final KeyWrap NONE = new KeyWrap(List.of());

    private static final String PREFIX = "yizhan-wrapped-1 ";
    private static final int KEY_BYTES = 32;
    private static final int KEY_FILE_BYTES_MAX = 1_024;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    /** The first one encrypts. */
    private final List<SecretKey> keys;

    /** A secret can't be had by the keys that there are. */
    public static final class Locked extends IOException {
        private static final long serialVersionUID = 1;

        Locked(String message) {
            super(message);
        }
    }

    private KeyWrap(List<SecretKey> keys) {
        this.keys = keys;
    }

    /**
     * By the keys in this file, a line each. The first one encrypts; the others are former ones, and what they have encrypted is read, too.
     *
     * @throws IOException it can't be read, or is not 32 bytes in base64 a line
     */
    public static KeyWrap by(Path file) throws IOException {
        try {
            if (Files.size(file) > KEY_FILE_BYTES_MAX) throw noKeys(file);
            List<SecretKey> keys = new ArrayList<>();
            for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                if (line.isBlank()) continue;
                byte[] bytes = Base64.getDecoder().decode(line.strip());
                if (bytes.length != KEY_BYTES) throw noKeys(file);
                keys.add(new SecretKeySpec(bytes, "AES"));
            }
            if (keys.isEmpty()) throw noKeys(file);
            return new KeyWrap(List.copyOf(keys));
        } catch (IllegalArgumentException notBase64) {
            throw noKeys(file);
        } catch (NoSuchFileException missing) {
            throw new IOException("there is no file " + file, missing);
        } catch (FileSystemException unreadable) {
            throw new IOException(file + " can't be read: " + unreadable.getReason(), unreadable);
        }
    }

    private static IOException noKeys(Path file) {
        return new IOException(
                file + " has not a key of 32 bytes in base64 in each line; openssl rand -base64 32 makes one");
    }

    /** As it is to be kept. */
    public byte[] wrap(String name, byte[] secret) {
        if (keys.isEmpty()) return secret;
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, keys.getFirst(), name, nonce).doFinal(secret);
            byte[] all = ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return (PREFIX + Base64.getEncoder().encodeToString(all) + "\n").getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /**
     * What was kept. One in clear is taken as it is.
     *
     * @throws Locked it was encrypted by none of these keys, or was changed since
     */
    public byte[] unwrap(String name, byte[] kept) throws Locked {
        if (!isWrapped(kept)) return kept;
        for (SecretKey each : keys) {
            byte[] secret = unwrap(each, name, kept);
            if (secret != null) return secret;
        }
        throw new Locked(
                keys.isEmpty()
                        ? name + " is encrypted, and there is no key for it"
                        : name + " was encrypted by another key, or is damaged");
    }

    /** Whether what was kept is to be kept in another way from now on: encrypted, or by another key. */
    public boolean keepsOtherwise(String name, byte[] kept) {
        return !keys.isEmpty() && (!isWrapped(kept) || unwrap(keys.getFirst(), name, kept) == null);
    }

    private static byte @Nullable [] unwrap(SecretKey key, String name, byte[] kept) {
        String text = new String(kept, PREFIX.length(), kept.length - PREFIX.length(), StandardCharsets.US_ASCII);
        try {
            byte[] all = Base64.getDecoder().decode(text.strip());
            if (all.length <= NONCE_BYTES) return null;
            byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
            return cipher(Cipher.DECRYPT_MODE, key, name, nonce).doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
        } catch (AEADBadTagException | IllegalArgumentException notByThisKey) {
            return null;
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    private static boolean isWrapped(byte[] kept) {
        byte[] prefix = PREFIX.getBytes(StandardCharsets.US_ASCII);
        return kept.length > prefix.length
                && ByteBuffer.wrap(kept, 0, prefix.length).equals(ByteBuffer.wrap(prefix));
    }

    private static Cipher cipher(int mode, SecretKey key, String name, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
