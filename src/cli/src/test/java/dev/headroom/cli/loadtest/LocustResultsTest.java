// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.lab.file.BadInputException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LocustResultsTest {
    private static final String HEADER =
            "Type,Name,Request Count,Failure Count,Average Response Time,Requests/s,50%,95%,100%\n";
    private static final String ALL = ",Aggregated,100,0,1000.0,5.0,900,1500,2000\n";
    private static final String HISTORY = "Timestamp,User Count,Type,Name,50%,95%,Total Request Count,"
            + "Total Failure Count,Total Average Response Time\n";

    @Test
    void rowsNamedAfterSignalsAreTheseSignals() {
        LoadPoint point = only(Map.of(
                "stats.csv",
                HEADER + "POST,/chat,100,0,1000.0,5.0,900,1500,2000\n" + "LLM,TTFT,100,0,80.0,5.0,70,150,200\n"
                        + "LLM,itl,100,0,10.0,5.0,9,12,20\n" + ",Aggregated,300,0,363.0,15.0,70,1500,2000\n"));

        assertThat(point.e2e().at(95)).contains(new Figures.Read(95, 1.5));
        assertThat(point.ttft().at(95)).contains(new Figures.Read(95, 0.15));
        assertThat(point.itl().at(95)).contains(new Figures.Read(95, 0.012));
        assertThat(point.completed()).isEqualTo(100);
        assertThat(point.seconds()).isEqualTo(20);
    }

    @Test
    void kindsOfRequestsAreJoinedAndANoteSaysSo() {
        LoadTest test = read(Map.of(
                "stats.csv",
                HEADER + "POST,/a,50,0,1000.0,2.5,900,1500,2000\n" + "POST,/b,50,0,1000.0,2.5,900,1500,2000\n" + ALL));

        assertThat(test.notes()).containsExactly("stats.csv: 2 kinds of requests count as one kind");
        assertThat(test.points().get(0).load()).isEqualTo(Load.unstated());
    }

    @Test
    void theHistoryOfTheSameRunStatesTheUsers() {
        LoadPoint point = only(inOrder("stats.csv", HEADER + ALL, "history.csv", history(5, 30, 100)));

        assertThat(point.source()).isEqualTo("stats.csv");
        assertThat(point.load()).isEqualTo(Load.closed(5));
    }

    @Test
    void usersWhoWaitAreNotInFlight() {
        LoadTest test = read(inOrder("stats.csv", HEADER + ALL, "history.csv", history(20, 30, 100)));

        // 5 requests/s of 1 s each are 5 in flight, of 20 users.
        assertThat(test.points().get(0).load().inFlight()).isEqualTo(OptionalDouble.of(5));
        assertThat(test.notes())
                .containsExactly("stats.csv: of 20 users, 5.0 requests were in flight on average, because users wait"
                        + " between requests");
    }

    @Test
    void aNumberOfUsersThatWasHeldBrieflyGivesNoPoint() {
        LoadTest test = read(Map.of("history.csv", history(5, 12, 100)));

        assertThat(test.points()).isEmpty();
        assertThat(test.notes())
                .containsExactly("history.csv: user counts held for less than 20 s give no point; it has 1");
    }

    @Test
    void saysWhatIsWrongWithAFile() {
        assertFault("stats.csv is cut off: its last row must be Aggregated", HEADER + "POST,/a,5,0,1.0,1.0,1,1,1\n");
        assertFault("stats.csv is cut off: its last line has no line break", HEADER + ALL.strip());
        assertFault(
                "stats.csv line 2: Failure Count must be from 0 to Request Count, was 101 of 100",
                HEADER + ALL.replace("100,0,", "100,101,"));
        assertFault("stats.csv line 2: a percentile must not be below a lower one", HEADER + ALL.replace("1500", "15"));
        assertFault("stats.csv: its header must name Requests/s once", HEADER.replace("Requests/s", "RPS") + ALL);
        assertFault("stats.csv holds no request that ended", HEADER + ",Aggregated,0,0,0,0,N/A,N/A,N/A\n");
    }

    private static void assertFault(String sentence, String text) {
        assertThatThrownBy(() -> read(Map.of("stats.csv", text)))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith(sentence);
    }

    /** Requests that end evenly until there are as many as given. */
    private static String history(int users, int seconds, int requests) {
        StringBuilder rows = new StringBuilder(HISTORY);
        for (int second = 0; second <= seconds; second++) {
            rows.append(String.format(
                    "%d,%d,,Aggregated,900,1500,%d,0,1000.0%n", 1000 + second, users, requests * second / seconds));
        }
        return rows.toString();
    }

    private static Map<String, String> inOrder(String name, String text, String other, String otherText) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(name, text);
        files.put(other, otherText);
        return files;
    }

    private static LoadPoint only(Map<String, String> files) {
        LoadTest test = read(files);
        assertThat(test.points()).hasSize(1);
        return test.points().get(0);
    }

    private static LoadTest read(Map<String, String> files) {
        return ResultReader.read(files).get(0);
    }
}
