package io.yizhan.http.notice;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.yizhan.core.NoticeKind;
import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonIn;
import io.yizhan.notice.Contact;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PUT /v1/me/contact}, exactly as the schema {@code Contact} describes it.
 *
 * @param contact null where the member wants to be written to nowhere
 */
record ContactRequest(@Nullable Contact contact) {
    /** RFC 5321, section 4.5.3.1.3. */
    private static final int EMAIL_LENGTH_MAX = 254;

    /** What the letter's head and the way to the server can't be mistaken for, whatever else is allowed there: no blank, no quote, no control character. */
    private static final Pattern EMAIL = Pattern.compile(
            "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+");

    /** A {@link JsonFault}, or a {@code ContactRequest}. */
    static Object parse(byte[] body) {
        return JsonIn.parse(body, ContactRequest::read);
    }

    private static ContactRequest read(JsonParser json) throws IOException, JsonIn.Invalid {
        String email = "";
        String language = "";
        Set<NoticeKind> kinds = EnumSet.allOf(NoticeKind.class);
        JsonIn.expect(json, JsonToken.START_OBJECT, "", "object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "email" -> email = JsonIn.text(json, name, 1, EMAIL_LENGTH_MAX);
                case "language" -> language = JsonIn.text(json, name, 2, 2);
                case "kinds" -> kinds = kinds(json);
                default -> throw new JsonIn.Invalid(name, "email, language, kinds");
            }
        }
        if (email.isEmpty() && language.isEmpty()) return new ContactRequest(null);
        if (!EMAIL.matcher(email).matches()) throw new JsonIn.Invalid("email", "name@host.example");
        if (!language.equals("zh") && !language.equals("en")) throw new JsonIn.Invalid("language", "zh, en");
        return new ContactRequest(new Contact(email, language, kinds));
    }

    private static Set<NoticeKind> kinds(JsonParser json) throws IOException, JsonIn.Invalid {
        Set<NoticeKind> kinds = EnumSet.noneOf(NoticeKind.class);
        JsonIn.expect(json, JsonToken.START_ARRAY, "kinds", "array");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String name = JsonIn.text(json, "kinds", 1, 40);
            try {
                kinds.add(NoticeKind.valueOf(name));
            } catch (IllegalArgumentException unknown) {
                throw new JsonIn.Invalid(
                        "kinds", EnumSet.allOf(NoticeKind.class).toString());
            }
        }
        return kinds;
    }
}
