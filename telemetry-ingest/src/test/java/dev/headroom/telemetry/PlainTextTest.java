// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
    @Test
    void textThatPeopleWriteStaysAsItIs() {
        String text = "llama-3 \u00fc \u4e2d \uD83D\uDE00 'x' <y>";

        assertThat(PlainText.of(text)).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n", "\r", "\u0000", "\u001b", "\u0085", "\u2028", "\u2029", "\u202e", "\u0602", "\uD800", "\uE000"
            })
    void whatForgesLinesOrHidesTextIsAQuestionMark(String hostile) {
        assertThat(PlainText.of("a" + hostile + "b")).isEqualTo("a?b");
    }
}
