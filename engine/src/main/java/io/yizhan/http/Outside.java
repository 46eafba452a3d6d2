package io.yizhan.http;

import io.yizhan.http.event.Pseudonyms;
import io.yizhan.notice.Notices;
import io.yizhan.order.OrderRecords;
import io.yizhan.trail.EventTrail;
import io.yizhan.webhook.WebhookAddresses;
import io.yizhan.webhook.Webhooks;

/**
 * From what those outside are told: members, and programs that go by what happens here. All of it is for any thread.
 *
 * @param notices what members are told
 * @param writes whether letters are sent to them
 * @param webhooks addresses that are told of events
 * @param addresses where these may be
 * @param trail what has happened
 * @param orders what has become of partners' orders
 * @param pseudonyms who people are to those who are not to know
 */
public record Outside(
        Notices notices,
        boolean writes,
        Webhooks webhooks,
        WebhookAddresses addresses,
        EventTrail trail,
        OrderRecords orders,
        Pseudonyms pseudonyms) {}
