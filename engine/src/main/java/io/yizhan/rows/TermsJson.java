package io.yizhan.rows;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yizhan.core.Term;
import io.yizhan.core.Terms;

/** The numbers of a policy as a row has them: a JSON object, by name. */
final class TermsJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TermsJson() {}

    static String of(Terms terms) {
        StringBuilder json = new StringBuilder("{");
        for (Term term : Term.values()) {
            if (json.length() > 1) json.append(',');
            json.append('"').append(term.text()).append("\":").append(terms.get(term));
        }
        return json.append('}').toString();
    }

    /**
     * What a row doesn't have is as unset. What this program doesn't know is left out: each start defines the venues again.
     *
     * @throws IllegalArgumentException it is no such object
     */
    static Terms read(String json) {
        try {
            JsonNode object = JSON.readTree(json);
            Terms terms = Terms.UNSET;
            for (Term term : Term.values()) {
                JsonNode value = object.get(term.text());
                if (value == null) continue;
                if (!value.isInt()) throw new IllegalArgumentException(term.text() + " is " + value);
                terms = terms.with(term, value.intValue());
            }
            return terms;
        } catch (JacksonException broken) {
            throw new IllegalArgumentException(json, broken);
        }
    }
}
