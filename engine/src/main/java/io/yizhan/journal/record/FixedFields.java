package io.yizhan.journal.record;

import io.yizhan.journal.sbe.MessageHeaderDecoder;
import java.lang.reflect.Method;

/**
 * How many bytes the fixed fields of a message, or of an entry in a group, took in each version of the schema. Told by the generated reader,
 * which knows of every field since when it is there; so appending a field to the schema needs no number written by hand.
 */
final class FixedFields {
    private static final String OFFSET = "EncodingOffset";

    private final int[] bytes = new int[MessageHeaderDecoder.SCHEMA_VERSION + 1];

    /** @param reader a generated decoder, of a message or of a group's entries */
    FixedFields(Class<?> reader) {
        for (Method method : reader.getMethods()) {
            if (!method.getName().endsWith(OFFSET)) continue;
            String field = method.getName().substring(0, method.getName().length() - OFFSET.length());
            int end = told(reader, method.getName()) + told(reader, field + "EncodingLength");
            for (int version = told(reader, field + "SinceVersion"); version < bytes.length; version++)
                bytes[version] = Math.max(bytes[version], end);
        }
    }

    private static int told(Class<?> reader, String method) {
        try {
            return (int) reader.getMethod(method).invoke(null);
        } catch (ReflectiveOperationException unexpected) {
            throw new IllegalStateException(reader + " tells nothing of its fields", unexpected);
        }
    }

    /** @param version 1 or above, at most the schema's */
    int bytes(int version) {
        return bytes[version];
    }
}
