package io.yizhan.notice;

import io.yizhan.core.NoticeKind;
import java.util.Set;

/**
 * Where a member wants to be written to, as they have said themselves.
 *
 * @param language of what is written: {@code zh} or {@code en}
 * @param kinds what they want to be written of
 */
public record Contact(String email, String language, Set<NoticeKind> kinds) {}
