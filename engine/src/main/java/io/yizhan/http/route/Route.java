package io.yizhan.http.route;

import io.netty.util.AsciiString;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.internal.net.RFC3986;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.auth.Role;
import io.yizhan.http.exchange.Admission;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One path of the {@link RouteTable}: what is done there by each method, who may, and who answers it. */
public final class Route {
    private static final CharSequence ALLOW = new AsciiString("allow");

    /** Who answers a path. */
    public enum Scope {
        /** Every node, whatever region is asked for. */
        NODE,
        /** The region's owner; while there is none, reads are answered by whoever has followed what was published. */
        PUBLISHED,
        /** The region's owner alone. */
        OWNER
    }

    /** Answers anybody. */
    public interface Open {
        void answer(Exchange exchange);
    }

    /** Answers anybody, about what the path names. */
    public interface OpenById {
        void answer(Exchange exchange, String id);
    }

    /** Answers who has shown a token with the role. */
    public interface Known {
        void answer(Exchange exchange, Principal caller);
    }

    /** Answers who has shown a token with the role, about what the path names. */
    public interface KnownById {
        void answer(Exchange exchange, String id, Principal caller);
    }

    /**
     * What is done by one method.
     *
     * @param forKnown whether who shows no token is refused, whatever else is asked
     * @param role that such a one needs; null for none
     * @param endless whether the answer has no end
     */
    record Action(
            HttpMethod method, boolean forKnown, @Nullable Role role, boolean endless, OpenById answer) {}

    final String pattern;
    final Scope scope;
    /** What stands before the first parameter, between each two, and behind the last; the whole path where there are none. */
    private final String[] literals;

    private final List<Action> actions = new ArrayList<>(4);
    private boolean hot;
    private int[] usualStatuses = {};

    private Route(String pattern, Scope scope) {
        this.pattern = pattern;
        this.scope = scope;
        literals = pattern.split("\\{[^}]*}", -1);
    }

    /**
     * @param pattern as {@code openapi.yaml} has it, each parameter of which stands for one segment. Of several, what the path names is all
     *     of them with a {@code /} between: the last one can be told where it is an id of ours, since these have none
     */
    public static Route at(String pattern, Scope scope) {
        return new Route(pattern, scope);
    }

    public Route get(Open answer) {
        return get((exchange, none) -> answer.answer(exchange));
    }

    /** {@code HEAD} as well: an answer leaves its body out by itself. */
    public Route get(OpenById answer) {
        return on(HttpMethod.GET, answer).on(HttpMethod.HEAD, answer);
    }

    /** However often it is asked: by whoever has to find out how this node is. */
    public Route getAlways(Open answer) {
        return always(HttpMethod.GET, answer).always(HttpMethod.HEAD, answer);
    }

    /** The same, of whoever tries out this node on the machine that it runs on. */
    public Route postAlways(Open answer) {
        return always(HttpMethod.POST, answer);
    }

    private Route always(HttpMethod method, Open answer) {
        actions.add(new Action(method, false, null, false, (exchange, none) -> answer.answer(exchange)));
        return this;
    }

    public Route get(Role role, Known answer) {
        return get(role, (exchange, none, caller) -> answer.answer(exchange, caller));
    }

    public Route get(Role role, KnownById answer) {
        return on(HttpMethod.GET, role, answer).on(HttpMethod.HEAD, role, answer);
    }

    /** {@code GET} is answered for ever, {@code HEAD} as if it were. */
    public Route live(OpenById endless, OpenById head) {
        actions.add(new Action(HttpMethod.GET, false, null, true, open(endless)));
        return on(HttpMethod.HEAD, head);
    }

    /** The same for whoever has the role. */
    public Route live(Role role, Known endless, Known head) {
        actions.add(new Action(HttpMethod.GET, true, role, true, admitting(role, endless)));
        actions.add(new Action(HttpMethod.HEAD, true, role, false, admitting(role, head)));
        return this;
    }

    private static OpenById admitting(Role role, Known answer) {
        return (exchange, none) -> Admission.admit(exchange, role, caller -> answer.answer(exchange, caller));
    }

    public Route post(Open answer) {
        return on(HttpMethod.POST, (exchange, none) -> answer.answer(exchange));
    }

    public Route post(Role role, Known answer) {
        return on(HttpMethod.POST, role, (exchange, none, caller) -> answer.answer(exchange, caller));
    }

    public Route post(Role role, KnownById answer) {
        return on(HttpMethod.POST, role, answer);
    }

    public Route put(Role role, Known answer) {
        return on(HttpMethod.PUT, role, (exchange, none, caller) -> answer.answer(exchange, caller));
    }

    public Route put(Role role, KnownById answer) {
        return on(HttpMethod.PUT, role, answer);
    }

    public Route patch(Role role, KnownById answer) {
        return on(HttpMethod.PATCH, role, answer);
    }

    public Route delete(Role role, Known answer) {
        return on(HttpMethod.DELETE, role, (exchange, none, caller) -> answer.answer(exchange, caller));
    }

    public Route delete(Role role, KnownById answer) {
        return on(HttpMethod.DELETE, role, answer);
    }

    /** Tells whoever shows something good by {@code known}, and whoever shows nothing by {@code nobody}. */
    public Route get(Open nobody, Known known) {
        OpenById either = (exchange, none) ->
                Admission.admitEvenNobody(exchange, nobody::answer, caller -> known.answer(exchange, caller));
        actions.add(new Action(HttpMethod.GET, false, null, false, either));
        actions.add(new Action(HttpMethod.HEAD, false, null, false, either));
        return this;
    }

    /** Of whoever shows a good token or session, whatever its roles. */
    public Route postByAnybodyKnown(Known answer) {
        return on(HttpMethod.POST, null, (exchange, none, caller) -> answer.answer(exchange, caller));
    }

    public Route delete(OpenById answer) {
        return on(HttpMethod.DELETE, answer);
    }

    public Route deleteByAnybodyKnown(Known answer) {
        return on(HttpMethod.DELETE, null, (exchange, none, caller) -> answer.answer(exchange, caller));
    }

    private Route on(HttpMethod method, OpenById answer) {
        actions.add(new Action(method, false, null, false, open(answer)));
        return this;
    }

    private static OpenById open(OpenById answer) {
        return (exchange, id) -> Admission.admitAnybody(exchange, admitted -> answer.answer(admitted, id));
    }

    private Route on(HttpMethod method, @Nullable Role role, KnownById answer) {
        actions.add(new Action(
                method,
                true,
                role,
                false,
                (exchange, id) -> Admission.admit(exchange, role, caller -> answer.answer(exchange, id, caller))));
        return this;
    }

    /**
     * Of those that the peak is about: found before the router is asked.
     *
     * @param usual statuses whose meters are there from the start
     */
    public Route hot(int... usual) {
        hot = true;
        usualStatuses = usual;
        return this;
    }

    boolean isHot() {
        return hot;
    }

    int[] usualStatuses() {
        return usualStatuses;
    }

    /** Whether anything is done there: a path may be somebody's although he offers nothing now. */
    boolean isOffered() {
        return !actions.isEmpty();
    }

    List<Action> actions() {
        return actions;
    }

    /** The names of the parameters. */
    List<String> parameters() {
        List<String> names = new ArrayList<>();
        for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', open + 1))
            names.add(pattern.substring(open + 1, pattern.indexOf('}', open)));
        return names;
    }

    /**
     * What a path, in its one spelling, names here.
     *
     * @return null where it is no path of this route; empty where the route names nothing
     */
    @Nullable
    String idIn(String path) {
        if (!path.startsWith(literals[0])) return null;
        if (literals.length == 1) return path.length() == literals[0].length() ? "" : null;
        String names = "";
        int from = literals[0].length();
        for (int i = 1; i < literals.length; i++) {
            boolean last = i == literals.length - 1;
            int slash = path.indexOf('/', from);
            int to = last ? path.length() - literals[i].length() : slash;
            if (to <= from || !path.startsWith(literals[i], to) || (slash >= 0 && slash < to)) return null;
            String name = decoded(path.substring(from, to));
            names = i == 1 ? name : names + "/" + name;
            from = to + literals[i].length();
        }
        return names;
    }

    private static String decoded(String segment) {
        return segment.indexOf('%') < 0 ? segment : RFC3986.decodeURIComponent(segment, false);
    }

    @Nullable
    Action action(HttpMethod method) {
        for (int i = 0; i < actions.size(); i++) if (actions.get(i).method.equals(method)) return actions.get(i);
        return null;
    }

    /** What may be done there, as {@code Allow} has it. */
    String allow() {
        StringBuilder allow = new StringBuilder();
        for (Action action : actions) allow.append(action.method.name()).append(", ");
        return allow.append("OPTIONS").toString();
    }

    private void answerWithoutAction(Exchange exchange) {
        String allow = allow();
        exchange.header(ALLOW, allow);
        if (HttpMethod.OPTIONS.equals(exchange.request.method())) {
            exchange.loop().shared.cors().allow(exchange.request, exchange.response, allow);
            exchange.sendEmpty(204);
        } else {
            exchange.problem(Problem.of(ProblemCode.METHOD_NOT_ALLOWED, allow));
        }
    }

    /** Answers, whatever the method; a defect on the way is answered as well. */
    void answer(Exchange exchange, String id) {
        try {
            HttpMethod method = exchange.request.method();
            Action action = action(method);
            if (action != null) action.answer.answer(exchange, id);
            else Admission.admitAnybody(exchange, this::answerWithoutAction);
        } catch (RuntimeException | AssertionError defect) {
            exchange.failed(defect);
        }
    }
}
