// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One request from its arrival to its end, as the proxy observes it. Reports its admission once, and its end once for each of its
 * sequences. The end has the same sequences as the admission, so that readers can match them. One thread.
 */
public final class Exchange {
    private static final String CLOSED = "upstream_closed";
    private static final String UNNAMED = "unnamed_error";

    private final RequestName name;
    private final ObservedArrival arrival;
    private final ObserveSettings settings;
    private final Witness witness;
    private final RequestReading request = new RequestReading();
    private boolean requestReadable;
    private boolean admitted;
    private boolean ended;
    private OptionalInt toldSequences = OptionalInt.empty();
    private @Nullable AnswerHead head;
    private @Nullable AnswerReading answer;

    Exchange(
            RequestName name,
            ObservedArrival arrival,
            boolean requestReadable,
            ObserveSettings settings,
            Witness witness) {
        this.name = name;
        this.arrival = arrival;
        this.requestReadable = requestReadable;
        this.settings = settings;
        this.witness = witness;
    }

    /** A piece of the request's body passed by. */
    public void requestBytes(byte[] bytes, int from, int to) {
        if (requestReadable && !ended) {
            request.read(bytes, from, to);
        }
    }

    /** The request's body has ended: all is known that it asks for. */
    public void requestEnds() {
        requestReadable = false;
        admit();
    }

    /** Reports the admission now, with the known fields, if that has not been done. */
    public void admit() {
        if (admitted) {
            return;
        }
        admitted = true;
        toldSequences = request.asked().sequences();
        Asked asked = asked();
        RequestTimes times = new RequestTimes(arrival.at(), arrival.at(), Optional.empty(), Optional.empty());
        witness.happened(
                new RequestEvent(ExchangePhase.ADMITTED, name, asked, times, TokenUsage.UNKNOWN, ExchangeOutcome.NONE));
    }

    /** The answer begins. */
    public void answerBegins(AnswerHead begun) {
        admit();
        head = begun;
        if (begun.isReadable()) {
            answer = new AnswerReading(begun.isStream(), witness);
        }
    }

    /** A piece of the answer's body passed by at {@code nanos}. */
    public void answerBytes(byte[] bytes, int from, int to, long nanos) {
        AnswerReading reading = answer;
        if (reading != null && !ended) {
            reading.read(bytes, from, to, nanos);
        }
    }

    /** The answer was forwarded to its end. */
    public void answerEnds(long nanos) {
        AnswerHead begun = head;
        AnswerReading reading = answer;
        if (reading != null && !ended) {
            reading.end();
        }
        boolean failed = begun == null || begun.refuses() || (reading != null && reading.failed());
        end(failed ? ExchangePhase.FAILED : ExchangePhase.COMPLETED, nanos, failed ? error() : Optional.empty());
    }

    /** The client went away. */
    public void clientGone(long nanos) {
        end(ExchangePhase.ABORTED, nanos, Optional.empty());
    }

    /** The server went away before the end of the answer. */
    public void serverGone(long nanos) {
        end(ExchangePhase.FAILED, nanos, Optional.of(CLOSED));
    }

    /**
     * The server was unavailable: the proxy refused the client.
     *
     * @param status that the client got
     * @param why in a word
     */
    public void refused(int status, String why, long nanos) {
        admit();
        head = new AnswerHead(status, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        end(ExchangePhase.FAILED, nanos, Optional.of(why));
    }

    private void end(ExchangePhase phase, long nanos, Optional<String> error) {
        if (ended) {
            return;
        }
        admit();
        ended = true;
        Duration whole = arrival.until(nanos);
        RequestTimes times =
                new RequestTimes(arrival.at(), arrival.at().plus(whole), Optional.of(whole), firstToken(whole));
        Asked asked = asked();
        TokenUsage tokens = phase == ExchangePhase.FAILED ? TokenUsage.UNKNOWN : tokens();
        OptionalInt status = head == null ? OptionalInt.empty() : OptionalInt.of(head.status());
        int sequences = toldSequences.orElse(1);
        for (int sequence = 0; sequence < sequences; sequence++) {
            witness.happened(new RequestEvent(
                    phase,
                    name.ofSequence(sequence),
                    asked,
                    times,
                    tokens.shareOf(sequence, sequences),
                    new ExchangeOutcome(finish(phase, sequence), status, error)));
        }
    }

    private FinishReason finish(ExchangePhase phase, int sequence) {
        return switch (phase) {
            case ABORTED -> FinishReason.ABORT;
            case FAILED -> FinishReason.ERROR;
            case ADMITTED, COMPLETED -> answer == null ? FinishReason.UNKNOWN : answer.finish(sequence);
        };
    }

    /** The word of the server. Without one the status says enough, unless it is that of success. */
    private Optional<String> error() {
        Optional<String> said = answer == null ? Optional.empty() : answer.error();
        boolean statusTells = head != null && head.refuses();
        return said.isPresent() || statusTells ? said : Optional.of(UNNAMED);
    }

    private Optional<Duration> firstToken(Duration whole) {
        OptionalLong first = answer == null ? OptionalLong.empty() : answer.firstContent();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Duration since = arrival.until(first.getAsLong());
        return Optional.of(since.compareTo(whole) > 0 ? whole : since);
    }

    private TokenUsage tokens() {
        TokenUsage ofHead = head == null ? TokenUsage.UNKNOWN : head.usage();
        TokenUsage said = answer == null ? TokenUsage.UNKNOWN : answer.usage();
        OptionalInt output = said.output().isPresent() ? said.output() : ofHead.output();
        if (output.isEmpty() && settings.countStreamEvents() && answer != null && answer.contentEvents() > 0) {
            output = OptionalInt.of(answer.contentEvents());
        }
        return new TokenUsage(said.input().isPresent() ? said.input() : ofHead.input(), said.cached(), output);
    }

    /** The body's fields; the answer shows best whether it is a stream. */
    private Asked asked() {
        Asked read = request.asked();
        Optional<Boolean> streaming = answer != null && answer.stream() ? Optional.of(true) : read.streaming();
        return new Asked(read.model().or(settings::model), streaming, toldSequences, read.maxOutputTokens());
    }
}
