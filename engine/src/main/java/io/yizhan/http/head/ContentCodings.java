package io.yizhan.http.head;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which codings of a body a client takes (RFC 9110, section 12.5.3). */
public final class ContentCodings {
    private ContentCodings() {}

    /** Whether an {@code Accept-Encoding} header names gzip, or any; who says nothing gets what needs no unpacking. */
    public static boolean takesGzip(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) return false;
        double any = 0;
        List<String> codings = HeaderList.elements(acceptEncoding);
        for (String coding : codings) {
            String name = HeaderList.value(coding);
            if (name.equalsIgnoreCase("gzip")) return HeaderList.weight(coding) > 0;
            if (name.equals("*")) any = HeaderList.weight(coding);
        }
        return any > 0;
    }
}
