// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.lab.file.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateFileTest {
    @TempDir
    Path directory;

    @Test
    void goesStraightFromTheMiddleOfABinToTheNext() throws IOException {
        RateFile file = read("t_s,rps,c5\n0,10,1\n100,20,2\n200,40,3\n");

        RateShape rates = file.rates();

        assertThat(rates.perSecond(0)).isEqualTo(10);
        assertThat(rates.perSecond(50)).isEqualTo(10);
        assertThat(rates.perSecond(100)).isEqualTo(15);
        assertThat(rates.perSecond(200)).isEqualTo(30);
        assertThat(rates.perSecond(250)).isEqualTo(40);
        assertThat(rates.perSecond(9999)).isEqualTo(40);
        assertThat(file.rates("c5").perSecond(150)).isEqualTo(2);
        assertThat(file.spanSeconds()).isEqualTo(300);
    }

    @Test
    void passesOverHolesInTheRecording() throws IOException {
        RateFile file = read("t_s,rps,gap\n0,10,0\n100,0,1\n200,30,0\n");

        assertThat(file.rates().perSecond(150)).isEqualTo(20);
        assertThat(file.spanSeconds()).isEqualTo(300);
    }

    @Test
    void minutesSpreadAsTheFileSays() throws IOException {
        RateShape rates = read("t_s,rps,rps_sd_1min\n0,100,10\n300000,100,10\n").ratesWithMinutes(5);

        double sum = 0;
        double squares = 0;
        int minutes = 5000;
        for (int minute = 0; minute < minutes; minute++) {
            double off = rates.perSecond(60 * minute + 1) - 100;
            assertThat(rates.perSecond(60 * minute + 59)).isEqualTo(off + 100);
            sum += off;
            squares += off * off;
        }
        assertThat(sum / minutes).isCloseTo(0, within(0.7));
        assertThat(Math.sqrt(squares / minutes)).isCloseTo(10, within(0.5));
    }

    @Test
    void withoutASpreadMinutesAreAsTheBins() throws IOException {
        assertThat(read("t_s,rps\n0,100\n300,100\n").ratesWithMinutes(5).perSecond(77))
                .isEqualTo(100);
    }

    @Test
    void namesFileLineAndRuleOfWhatIsWrong() {
        assertSentence("t,rps\n0,1\n", "line 1: the header must name t_s, was [t, rps]");
        assertSentence("t_s,rps\n0,1\n0,1\n", "line 3: t_s must rise from row to row, was 0.0 after 0.0");
        assertSentence("t_s,rps\n0,1\n300,-1\n", "line 3: rps must be a number of 0 or more, was '-1'");
        assertSentence("t_s,rps\n0,1\n", "must have at least two rows, and one without a gap");
        assertThatThrownBy(() -> read("t_s,rps\n0,1\n300,1\n").rates("c9"))
                .hasMessageEndingWith("has no column c9, but [rps]");
        assertThatThrownBy(() -> read("t_s,rps\n0,1\n300,\n").rates())
                .hasMessageEndingWith("has rows without a number in column rps");
    }

    private void assertSentence(String content, String end) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("rates " + directory)
                .hasMessageEndingWith(end);
    }

    private RateFile read(String content) throws IOException {
        return RateFile.read(Files.writeString(directory.resolve("rates.csv"), content));
    }
}
