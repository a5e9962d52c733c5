// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final long SECOND = 1_000_000_000;

    private final StringWriter text = new StringWriter();
    private long now;

    @Test
    void onATerminalOneLineIsDrawnOver() {
        Progress progress = progress(true, 4);

        now = 10 * SECOND;
        progress.done("W1 B4");
        now = 20 * SECOND;
        progress.done("W1 B5");

        List<String> drawn = List.of(text.toString().split("\r"));
        assertThat(text.toString()).doesNotContain("\n");
        assertThat(drawn.get(2)).startsWith("[############------------]  50 %  2/4  20s left  W1 B5");
        assertThat(drawn.get(1)).hasSameSizeAs(drawn.get(2));
    }

    @Test
    void elsewhereAPlainLineComesNowAndThen() {
        Progress progress = progress(false, 100);

        for (int second = 0; second < 70; second++) {
            now = second * SECOND;
            progress.done("W" + second);
        }

        assertThat(text.toString().lines())
                .containsExactly(
                        "  1 %  1/100  0s left  W0", " 31 %  31/100  1m 07s left  W30", " 61 %  61/100  38s left  W60");
    }

    @Test
    void whatWasFoundFinishedSaysNothingOfTheTimeLeft() {
        Progress progress = progress(false, 10);

        progress.skipped("a");
        now = 40 * SECOND;
        progress.done("b");

        assertThat(text.toString().lines()).containsExactly(" 10 %  1/10  ? left  a", " 20 %  2/10  5m 20s left  b");
    }

    @Test
    void whatIsNotNeededIsGivenBack() {
        Progress progress = progress(false, 10);

        progress.plan(-8);
        now = 40 * SECOND;
        progress.done("b");
        progress.close();

        assertThat(text.toString().lines()).containsExactly(" 50 %  1/2  40s left  b", "1 done in 40s");
    }

    @Test
    void longTimesAreHours() {
        assertThat(Progress.duration(59.4)).isEqualTo("59s");
        assertThat(Progress.duration(61)).isEqualTo("1m 01s");
        assertThat(Progress.duration(3 * 3600 + 125)).isEqualTo("3h 02m");
    }

    private Progress progress(boolean terminal, long planned) {
        return new Progress(new PrintWriter(text, true), terminal, () -> now, planned);
    }
}
