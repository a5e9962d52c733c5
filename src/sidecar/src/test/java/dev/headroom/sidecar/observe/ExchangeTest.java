// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

import static dev.headroom.sidecar.observe.ExchangeFixture.calling;
import static dev.headroom.sidecar.observe.ExchangeFixture.counting;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of a request. */
class ExchangeTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String USAGE = "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":7}";

    @Test
    void theFirstTokenIsTheFirstEventWithContent() {
        ExchangeFixture exchange =
                calling(CHAT).asking("{\"model\":\"m\",\"stream\":true}").streaming();
        exchange.after(5).event("{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}");
        exchange.after(95).event("{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}");
        exchange.after(20).event("{\"choices\":[{\"delta\":{\"content\":\"b\"},\"finish_reason\":\"stop\"}]}");
        exchange.after(1).event("{\"choices\":[]," + USAGE + "}").event("[DONE]");

        RequestEvent end = exchange.after(1).ended();

        assertThat(end.times().firstToken()).contains(Duration.ofMillis(100));
        assertThat(end.times().endToEnd()).contains(Duration.ofMillis(122));
        assertThat(end.times().event()).isEqualTo(ExchangeFixture.ARRIVAL.plusMillis(122));
        assertThat(end.tokens().output()).hasValue(7);
        assertThat(end.outcome().finish()).isEqualTo(FinishReason.STOP);
        assertThat(exchange.gaps).containsExactly(Duration.ofMillis(20));
    }

    @Test
    void theFirstTokenCameWithTheFirstByteOfItsEvent() {
        ExchangeFixture exchange = calling(CHAT).asking("{}").streaming();
        exchange.after(100).piece("data: {\"choices\":[{\"delta\":{");
        exchange.after(30).piece("\"content\":\"a\"}}]}\n\n");

        assertThat(exchange.ended().times().firstToken()).contains(Duration.ofMillis(100));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/chat/completions|{\"choices\":[{\"delta\":{\"reasoning_content\":\"x\"}}]}",
                "/v1/chat/completions|{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0}]}}]}",
                "/v1/completions|{\"choices\":[{\"text\":\"x\"}]}",
                "/v1/responses|{\"type\":\"response.output_text.delta\",\"delta\":\"x\"}",
                "/v1/responses|{\"delta\":\"x\",\"type\":\"response.function_call_arguments.delta\"}",
                "/generate_stream|{\"token\":{\"id\":5,\"text\":\"\"}}"
            })
    void contentHasManyForms(String path, String event) {
        ExchangeFixture exchange =
                calling(path).asking("{}").streaming().after(7).event(event);

        assertThat(exchange.ended().times().firstToken()).contains(Duration.ofMillis(7));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/chat/completions|{\"choices\":[{\"delta\":{\"content\":null,\"tool_calls\":[]}}]}",
                "/v1/completions|{\"choices\":[{\"text\":\"\"}]}",
                "/v1/responses|{\"type\":\"response.created\",\"response\":{\"usage\":null}}",
                "/v1/responses|{\"type\":\"response.output_text.done\",\"delta\":\"x\"}",
                "/v1/chat/completions|[DONE]"
            })
    void theRestIsNoContent(String path, String event) {
        ExchangeFixture exchange =
                calling(path).asking("{}").streaming().after(7).event(event);

        assertThat(exchange.ended().times().firstToken()).isEmpty();
    }

    @Test
    void anAnswerInOnePieceHasNoFirstToken() {
        RequestEvent end = calling(CHAT)
                .asking("{\"stream\":false}")
                .answered(200, "application/json")
                .after(80)
                .piece("{\"choices\":[{\"finish_reason\":\"length\"}]," + USAGE + "}")
                .ended();

        assertThat(end.times().firstToken()).isEmpty();
        assertThat(end.tokens().input()).hasValue(10);
        assertThat(end.outcome().finish()).isEqualTo(FinishReason.LENGTH);
        assertThat(end.asked().streaming()).contains(false);
    }

    @Test
    void countsThatNothingTellsAreAbsent() {
        RequestEvent end = calling(CHAT)
                .asking("{}")
                .streaming()
                .event("{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}")
                .ended();

        assertThat(end.tokens()).isEqualTo(TokenUsage.UNKNOWN);
        assertThat(end.outcome().finish()).isEqualTo(FinishReason.UNKNOWN);
    }

    @Test
    void eventsAreCountedWhereThatIsWished() {
        ExchangeFixture exchange = counting(CHAT).asking("{}").streaming();
        exchange.event("{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}")
                .event("{\"choices\":[{\"delta\":{\"content\":\"b\"}}]}");

        RequestEvent end = exchange.left();

        assertThat(end.phase()).isEqualTo(ExchangePhase.ABORTED);
        assertThat(end.tokens().output()).hasValue(2);
        assertThat(end.asked().model()).contains("fallback");
    }

    @Test
    void whatTheAnswerSaysIsBetterThanACount() {
        ExchangeFixture exchange = counting(CHAT).asking("{}").streaming();
        exchange.event("{\"choices\":[{\"delta\":{\"content\":\"ab\"}}]," + USAGE + "}");

        assertThat(exchange.ended().tokens().output()).hasValue(7);
    }

    @Test
    void severalSequencesEndEachForItself() {
        ExchangeFixture exchange = calling(CHAT).asking("{\"n\":3}").answered(200, "application/json");
        exchange.piece(
                        "{\"choices\":[{\"finish_reason\":\"stop\"},{\"finish_reason\":\"length\"},{\"finish_reason\":\"stop\"}],"
                                + USAGE + "}")
                .ended();

        List<RequestEvent> ends = exchange.events.subList(1, 4);
        assertThat(exchange.events.get(0).asked().sequences()).hasValue(3);
        assertThat(ends).extracting(end -> end.name().sequence()).containsExactly(0, 1, 2);
        assertThat(ends).extracting(end -> end.tokens().output().orElseThrow()).containsExactly(3, 2, 2);
        assertThat(ends).extracting(end -> end.tokens().input().orElseThrow()).containsExactly(10, 10, 10);
        assertThat(ends)
                .extracting(end -> end.outcome().finish())
                .containsExactly(FinishReason.STOP, FinishReason.LENGTH, FinishReason.STOP);
    }

    @Test
    void theEndTellsOfAsManySequencesAsTheAdmission() {
        ExchangeFixture exchange =
                calling(CHAT).askingSlowly("{\"prompt\":\"").admitted().asking("x\",\"n\":3,\"model\":\"m\"}");
        RequestEvent end = exchange.answered(200, "application/json")
                .piece("{" + USAGE + "}")
                .ended();

        assertThat(exchange.events).hasSize(2);
        assertThat(end.asked().sequences()).isEmpty();
        assertThat(end.asked().model()).contains("m");
        assertThat(end.tokens().output()).hasValue(7);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "-3", "129", "1000000000"})
    void anImpossibleNumberOfSequencesIsOne(String n) {
        ExchangeFixture exchange = calling(CHAT).asking("{\"n\":" + n + "}");
        RequestEvent end = exchange.answered(200, "application/json").ended();

        assertThat(end.asked().sequences()).isEmpty();
        assertThat(exchange.events).hasSize(2);
    }

    @Test
    void tgiTellsInItsDetailsOrInItsHead() {
        AnswerHead head = new AnswerHead(
                200, Optional.of("application/json"), Optional.empty(), Optional.of("12"), Optional.of("34"));
        RequestEvent ofHead = calling("/generate")
                .asking("{}")
                .answered(head)
                .piece("{\"generated_text\":\"x\"}")
                .ended();
        RequestEvent ofDetails = calling("/")
                .asking("{}")
                .answered(200, "application/json")
                .piece(
                        "[{\"details\":{\"generated_tokens\":5,\"finish_reason\":\"eos_token\",\"prefill\":[{},{},{}]}}]")
                .ended();
        RequestEvent withoutPrefill = calling("/generate")
                .asking("{}")
                .answered(200, "application/json")
                .piece("{\"details\":{\"generated_tokens\":5,\"prefill\":[]}}")
                .ended();

        assertThat(ofHead.tokens().input()).hasValue(12);
        assertThat(ofHead.tokens().output()).hasValue(34);
        assertThat(ofDetails.tokens().input()).hasValue(3);
        assertThat(ofDetails.tokens().output()).hasValue(5);
        assertThat(ofDetails.outcome().finish()).isEqualTo(FinishReason.STOP);
        assertThat(withoutPrefill.tokens().input()).isEmpty();
    }

    @Test
    void cachedTokensArePartOfThePrompt() {
        String possible = "{\"usage\":{\"prompt_tokens\":10,\"prompt_tokens_details\":{\"cached_tokens\":8}}}";
        String impossible = "{\"usage\":{\"prompt_tokens\":10,\"prompt_tokens_details\":{\"cached_tokens\":11}}}";

        assertThat(calling(CHAT)
                        .answered(200, "application/json")
                        .piece(possible)
                        .ended()
                        .tokens()
                        .cached())
                .hasValue(8);
        assertThat(calling(CHAT)
                        .answered(200, "application/json")
                        .piece(impossible)
                        .ended()
                        .tokens()
                        .cached())
                .isEmpty();
    }

    @Test
    void aRefusalHasItsStatusAndItsWord() {
        RequestEvent modern = calling(CHAT)
                .answered(429, "application/json")
                .piece("{\"error\":{\"type\":\"overloaded\"}}")
                .ended();
        RequestEvent old = calling(CHAT)
                .answered(400, "application/json")
                .piece("{\"object\":\"error\",\"type\":\"BadRequestError\"}")
                .ended();
        RequestEvent silent = calling(CHAT)
                .answered(500, "text/plain")
                .piece("Internal Server Error")
                .ended();

        assertThat(modern.phase()).isEqualTo(ExchangePhase.FAILED);
        assertThat(modern.outcome().httpStatus()).hasValue(429);
        assertThat(modern.outcome().error()).contains("overloaded");
        assertThat(old.outcome().error()).contains("BadRequestError");
        assertThat(silent.outcome().error()).isEmpty();
        assertThat(silent.tokens()).isEqualTo(TokenUsage.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/chat/completions|{\"error\":{\"message\":\"engine died\",\"type\":\"EngineDead\"}}|EngineDead",
                "/generate_stream|{\"error\":\"overloaded\",\"error_type\":\"overloaded\"}|overloaded",
                "/v1/responses|{\"type\":\"error\",\"message\":\"x\"}|error",
                "/v1/chat/completions|{\"error\":{\"message\":\"x\"}}|unnamed_error"
            })
    void anErrorWithinAStreamIsAFailure(String path, String event, String word) {
        RequestEvent end = calling(path).asking("{}").streaming().event(event).ended();

        assertThat(end.phase()).isEqualTo(ExchangePhase.FAILED);
        assertThat(end.outcome().error()).contains(word);
    }

    @Test
    void aServerThatLeavesIsAFailure() {
        RequestEvent end =
                calling(CHAT).asking("{}").streaming().event("{}").after(3).cut();

        assertThat(end.phase()).isEqualTo(ExchangePhase.FAILED);
        assertThat(end.outcome().error()).contains("upstream_closed");
        assertThat(end.times().endToEnd()).contains(Duration.ofMillis(3));
    }

    @Test
    void thereIsOneEnd() {
        ExchangeFixture exchange = calling(CHAT).asking("{}").streaming();
        exchange.left();
        exchange.ended();
        exchange.cut();

        assertThat(exchange.events)
                .extracting(RequestEvent::phase)
                .containsExactly(ExchangePhase.ADMITTED, ExchangePhase.ABORTED);
    }

    @Test
    void theSameIdOnceMoreIsAnotherAttempt() {
        ExchangeFixture exchange = calling(CHAT).asking("{}");
        exchange.again(CHAT, "one")
                .asking("{}")
                .again(CHAT, "two")
                .asking("{}")
                .again(CHAT, "one")
                .asking("{}");

        assertThat(exchange.events).extracting(event -> event.name().id()).containsExactly("one", "one", "two", "one");
        assertThat(exchange.events).extracting(event -> event.name().attempt()).containsExactly(0, 1, 0, 2);
    }

    @Test
    void anIdThatNobodyTakesIsReplaced() {
        ExchangeFixture exchange = calling(CHAT)
                .asking("{}")
                .again(CHAT, "x".repeat(129))
                .asking("{}")
                .again(CHAT, "")
                .asking("{}");

        assertThat(exchange.events)
                .extracting(event -> event.name().id())
                .containsExactly("one", "process-1", "process-2");
    }

    @Test
    void whatIsCompressedIsNotRead() {
        AnswerHead head = new AnswerHead(
                200, Optional.of("application/json"), Optional.of("gzip"), Optional.empty(), Optional.empty());

        RequestEvent end = calling(CHAT)
                .asking("{}")
                .answered(head)
                .piece("{" + USAGE + "}")
                .ended();

        assertThat(end.phase()).isEqualTo(ExchangePhase.COMPLETED);
        assertThat(end.tokens()).isEqualTo(TokenUsage.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/chat/completions",
        "POST,/v1/embeddings",
        "POST,/v1/chat/completions/x",
        "POST,/generate2",
        "OPTIONS,*"
    })
    void everythingElseIsNotToldOf(String method, String target) {
        assertThat(Api.of(method, target)).isEmpty();
    }

    @Test
    void theQueryDoesNotMatter() {
        assertThat(Api.of("POST", "/v1/responses?a=/generate")).contains(Api.RESPONSES);
    }
}
