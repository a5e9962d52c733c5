// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.sidecar.wire.Script.Fault;
import java.util.Optional;

/** What must have come through, and what must not. */
public final class Verdicts {
    private static final int BAD_GATEWAY = 502;

    private Verdicts() {}

    /** The request as the server saw it. */
    public static void request(Script script, ScriptedServer.Seen seen) {
        Message request = seen.request();
        assertThat(request.startLine()).isEqualTo(script.request().startLine());
        assertThat(Field.endToEnd(request.fields()))
                .isEqualTo(Field.endToEnd(script.request().fields()).stream()
                        .filter(field -> !field.is("X-Hop"))
                        .toList());
        if (script.fault() == Fault.CLIENT_LEAVES_WHILE_SENDING) {
            assertThat(seen.left()).as("the server learns that the client left").isTrue();
            assertThat(request.whole()).isFalse();
            assertThat(request.body().beginOf(script.request().body())).isTrue();
            return;
        }
        assertThat(request.body()).isEqualTo(script.request().body());
        assertThat(request.trailers()).isEqualTo(script.request().trailers());
        assertThat(seen.left()).isEqualTo(script.fault() == Fault.CLIENT_LEAVES_WHILE_READING);
    }

    /** The answer as the client saw it. */
    public static void answer(Script script, ScriptedClient.Seen seen) {
        assertThat(seen.continued()).isEqualTo(script.expectsContinue());
        Optional<Message> answer = seen.answer();
        switch (script.fault()) {
            case CLIENT_LEAVES_WHILE_SENDING, CLIENT_LEAVES_WHILE_READING ->
                assertThat(answer).isEmpty();
            case SERVER_LEAVES_WITHOUT_ANSWER ->
                assertThat(answer.orElseThrow().status()).isEqualTo(BAD_GATEWAY);
            case NONE -> whole(script, answer.orElseThrow());
            case SERVER_LEAVES_WHILE_ANSWERING, SERVER_RESETS_WHILE_ANSWERING -> cut(script, answer.orElseThrow());
        }
    }

    private static void cut(Script script, Message answer) {
        if (answer.status() == BAD_GATEWAY) {
            return;
        }
        head(script, answer);
        assertThat(answer.body().beginOf(script.answer().body())).isTrue();
        assertThat(answer.whole())
                .as("what is cut short must not look whole")
                .isEqualTo(ScriptedServer.answersWhole(script));
    }

    private static void whole(Script script, Message answer) {
        head(script, answer);
        assertThat(answer.whole()).isTrue();
        assertThat(answer.body()).isEqualTo(script.answer().body());
        assertThat(answer.trailers()).isEqualTo(script.answer().trailers());
    }

    private static void head(Script script, Message answer) {
        assertThat(answer.startLine()).isEqualTo(script.answer().startLine());
        assertThat(Field.endToEnd(answer.fields()))
                .isEqualTo(Field.endToEnd(script.answer().fields()));
    }
}
