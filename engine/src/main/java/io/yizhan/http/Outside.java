package io.yizhan.http;

import io.yizhan.http.event.Pseudonyms;
import io.yizhan.notice.Notices;
import io.yizhan.trail.EventTrail;

/**
 * From what those outside are told: members, and programs that go by what happens here. All of it is for any thread.
 *
 * @param notices what members are told
 * @param writes whether letters are sent to them
 * @param trail what has happened
 * @param pseudonyms who people are to those who are not to know
 */
public record Outside(Notices notices, boolean writes, EventTrail trail, Pseudonyms pseudonyms) {}
