// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An exchange in words; a millisecond passes only where it is said. */
final class ExchangeFixture implements Witness {
    static final Instant ARRIVAL = Instant.parse("2026-11-28T12:00:00.123456Z");

    final List<RequestEvent> events = new ArrayList<>();
    final List<Duration> gaps = new ArrayList<>();
    private final Exchanges exchanges;
    private Exchange exchange;
    private long millis;

    private ExchangeFixture(ObserveSettings settings, String path, String id) {
        exchanges = new Exchanges("process", settings, this);
        exchange = begun(path, id);
    }

    static ExchangeFixture calling(String path) {
        return new ExchangeFixture(new ObserveSettings(Optional.empty(), false), path, "one");
    }

    static ExchangeFixture counting(String path) {
        return new ExchangeFixture(new ObserveSettings(Optional.of("fallback"), true), path, "one");
    }

    ExchangeFixture again(String path, String id) {
        exchange = begun(path, id);
        return this;
    }

    ExchangeFixture asking(String body) {
        byte[] bytes = bytes(body);
        exchange.requestBytes(bytes, 0, bytes.length);
        exchange.requestEnds();
        return this;
    }

    ExchangeFixture askingSlowly(String body) {
        byte[] bytes = bytes(body);
        exchange.requestBytes(bytes, 0, bytes.length);
        return this;
    }

    ExchangeFixture admitted() {
        exchange.admit();
        return this;
    }

    ExchangeFixture after(long passed) {
        millis += passed;
        return this;
    }

    ExchangeFixture answered(int status, String type) {
        exchange.answerBegins(
                new AnswerHead(status, Optional.of(type), Optional.empty(), Optional.empty(), Optional.empty()));
        return this;
    }

    ExchangeFixture answered(AnswerHead head) {
        exchange.answerBegins(head);
        return this;
    }

    ExchangeFixture streaming() {
        return answered(200, "text/event-stream");
    }

    ExchangeFixture event(String data) {
        return piece("data: " + data + "\n\n");
    }

    ExchangeFixture piece(String body) {
        byte[] bytes = bytes(body);
        exchange.answerBytes(bytes, 0, bytes.length, millis * 1_000_000);
        return this;
    }

    RequestEvent ended() {
        exchange.answerEnds(millis * 1_000_000);
        return last();
    }

    RequestEvent left() {
        exchange.clientGone(millis * 1_000_000);
        return last();
    }

    RequestEvent cut() {
        exchange.serverGone(millis * 1_000_000);
        return last();
    }

    RequestEvent last() {
        return events.get(events.size() - 1);
    }

    @Override
    public void happened(RequestEvent event) {
        events.add(event);
    }

    @Override
    public void gap(Duration between) {
        gaps.add(between);
    }

    private Exchange begun(String path, String id) {
        RequestHead head =
                new RequestHead("POST", path, Optional.of(id).filter(text -> !text.isEmpty()), Optional.empty());
        return exchanges.begin(head, new ObservedArrival(ARRIVAL, 0)).orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
