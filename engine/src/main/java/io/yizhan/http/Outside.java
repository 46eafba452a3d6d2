package io.yizhan.http;

import io.yizhan.http.event.Pseudonyms;
import io.yizhan.trail.EventTrail;

/**
 * From what those outside are told: programs that go by what happens here. All of it is for any thread.
 *
 * @param trail what has happened
 * @param pseudonyms who people are to those who are not to know
 */
public record Outside(EventTrail trail, Pseudonyms pseudonyms) {}
