// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.validate;

import static dev.headroom.telemetry.fixture.RequestFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.RequestTimings;
import dev.headroom.telemetry.TokenCounts;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.fixture.RequestFixture;
import dev.headroom.telemetry.validate.Verdict.Accepted;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ValidatorTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final RequestFixture GOOD = request(1, NOW.minusSeconds(10), SECOND);

    private final Validator validator = new Validator(ValidationSettings.DEFAULTS);

    @Test
    void acceptsAGoodObservationAsItIs() {
        assertThat(judge(GOOD.completed())).isEqualTo(new Accepted(GOOD.completed(), false));
    }

    @Test
    void acceptsWhatIsMerelyAbsent() {
        RequestObservation bare = with(GOOD.completed(), TokenCounts.UNKNOWN, RequestTimings.UNKNOWN);

        assertThat(judge(bare)).isEqualTo(new Accepted(bare, false));
    }

    @Test
    void rejectsImpossibleTokens() {
        assertRejected(GOOD.withTokens(-1, 21).completed(), Rejection.IMPOSSIBLE_TOKENS);
        assertRejected(GOOD.withTokens(100, -1).completed(), Rejection.IMPOSSIBLE_TOKENS);
        assertRejected(GOOD.withTokens(100, Integer.MAX_VALUE).completed(), Rejection.IMPOSSIBLE_TOKENS);
        TokenCounts moreCachedThanThereAre = new TokenCounts(OptionalInt.of(10), OptionalInt.of(11), OptionalInt.of(1));
        assertRejected(
                with(GOOD.completed(), moreCachedThanThereAre, RequestTimings.UNKNOWN), Rejection.IMPOSSIBLE_TOKENS);
    }

    @Test
    void rejectsImpossibleTimes() {
        assertRejected(request(1, NOW, SECOND.negated()).completed(), Rejection.IMPOSSIBLE_TIMES);
        assertRejected(
                request(1, NOW.minusSeconds(100_000), Duration.ofHours(25)).completed(), Rejection.IMPOSSIBLE_TIMES);
        assertRejected(GOOD.withTimeToFirstToken(SECOND.plusMillis(6)).completed(), Rejection.IMPOSSIBLE_TIMES);
        assertRejected(GOOD.withTimeToFirstToken(Duration.ofMillis(-6)).completed(), Rejection.IMPOSSIBLE_TIMES);
        assertRejected(
                GOOD.withTimeToFirstToken(Duration.ofSeconds(Long.MIN_VALUE)).completed(), Rejection.IMPOSSIBLE_TIMES);
    }

    @Test
    void clampsWhatTheClocksMayHaveDone() {
        RequestObservation slightlyNegative =
                GOOD.withTimeToFirstToken(Duration.ofMillis(-5)).completed();

        assertThat(judge(slightlyNegative))
                .isEqualTo(new Accepted(GOOD.withTimeToFirstToken(Duration.ZERO).completed(), true));
    }

    @Test
    void clampsAFirstTokenJustAfterTheLast() {
        RequestObservation slightlyLonger =
                GOOD.withTimeToFirstToken(SECOND.plusMillis(5)).completed();

        assertThat(judge(slightlyLonger))
                .isEqualTo(new Accepted(GOOD.withTimeToFirstToken(SECOND).completed(), true));
    }

    @Test
    void rejectsTheFutureBeyondTheSkewOfClocks() {
        assertAccepted(request(1, NOW.plusSeconds(29), SECOND).completed());
        assertRejected(request(2, NOW.plusSeconds(29), SECOND.plusMillis(1)).completed(), Rejection.FUTURE);
    }

    @Test
    void rejectsWhatNoWindowHoldsAnyMore() {
        assertAccepted(request(1, NOW.minus(Duration.ofMinutes(16)).minus(SECOND), SECOND)
                .completed());
        assertRejected(request(2, NOW.minus(Duration.ofMinutes(17)), SECOND).completed(), Rejection.LATE);
    }

    @Test
    void acceptsALongRequestThatArrivedBeforeTheWindow() {
        assertAccepted(
                request(1, NOW.minus(Duration.ofHours(2)), Duration.ofHours(2)).completed());
    }

    @Test
    void rejectsACopyButNotAnotherPhase() {
        assertThat(validator.isCopy(CHAT, GOOD.completed().id())).isFalse();

        assertThat(validator.isCopy(CHAT, GOOD.completed().id())).isTrue();
        assertThat(validator.isCopy(CHAT, GOOD.admitted().id())).isFalse();
        assertThat(validator.isCopy(CHAT, GOOD.ended(Phase.FAILED).id())).isFalse();
    }

    @Test
    void aWorkloadsIdsKeepNobodyElsesEventsOut() {
        validator.isCopy(CHAT, GOOD.completed().id());

        assertThat(validator.isCopy(
                        new WorkloadKey("team-b", "chat"), GOOD.completed().id()))
                .isFalse();
    }

    @Test
    void remembersNoRejectedObservation() {
        assertRejected(request(1, NOW.plusSeconds(60), SECOND).completed(), Rejection.FUTURE);

        Verdict later = validator.judge(request(1, NOW.plusSeconds(60), SECOND).completed(), NOW.plusSeconds(60));

        assertThat(later).isInstanceOf(Accepted.class);
    }

    private static RequestObservation with(RequestObservation base, TokenCounts tokens, RequestTimings timings) {
        return new RequestObservation(
                base.id(), base.origin(), base.phase(), base.arrival(), base.eventTime(), tokens, timings);
    }

    private void assertAccepted(RequestObservation observation) {
        assertThat(judge(observation)).isInstanceOf(Accepted.class);
    }

    private void assertRejected(RequestObservation observation, Rejection reason) {
        Optional<Rejection> rejection =
                judge(observation).fold(accepted -> Optional.empty(), rejected -> Optional.of(rejected.reason()));
        assertThat(rejection).hasValue(reason);
    }

    private Verdict judge(RequestObservation observation) {
        return validator.judge(observation, NOW);
    }
}
