package io.yizhan.http.signin;

import io.yizhan.http.auth.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Who has signed in.
 *
 * @param name what they are called; null where nobody says it
 */
record Person(Principal principal, @Nullable String name) {}
