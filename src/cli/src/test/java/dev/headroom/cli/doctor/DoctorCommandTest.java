// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.headroom.cli.HeadroomCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorCommandTest {
    private static final String PROBLEM = """
            {"code":"hpa-absent","severity":"problem","subject":"llm/chat","what":"ScaledObject chat has no HPA.",\
            "why":"Nothing scales above 1.","do":"Look at the log of keda-operator."}""";
    private static final String WARNING = """
            {"code":"coverage-low","severity":"warning","subject":"llm/chat","what":"A sample.","why":"A peak may be missed.",\
            "do":"Sample all."}""";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer service;

    @BeforeEach
    void listen() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void aProblemHasThreeLinesAndItsOwnExitCode() {
        answering(200, "[" + PROBLEM + "," + WARNING + "]");

        assertThat(execute("--url", url())).isEqualTo(DoctorCommand.PROBLEM);
        assertThat(out.toString().lines())
                .containsExactly(
                        url() + ": 1 problem, 1 warning",
                        "",
                        "PROBLEM hpa-absent, llm/chat",
                        "  what: ScaledObject chat has no HPA.",
                        "  why:  Nothing scales above 1.",
                        "  do:   Look at the log of keda-operator.",
                        "",
                        "warning coverage-low, llm/chat",
                        "  what: A sample.",
                        "  why:  A peak may be missed.",
                        "  do:   Sample all.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[] | no problems, no warnings", "[WARNING] | no problems, 1 warning"})
    void withoutAProblemAllIsWell(String answer, String summary) {
        answering(200, answer.replace("WARNING", WARNING));

        assertThat(execute("--url", url())).isZero();
        assertThat(out.toString()).startsWith(url() + ": " + summary);
    }

    @Test
    void jsonIsTheServicesOwn() {
        answering(200, "[" + PROBLEM + "]");

        assertThat(execute("--url", url(), "--output", "json")).isEqualTo(DoctorCommand.PROBLEM);
        assertThat(out.toString().strip()).isEqualTo("[" + PROBLEM + "]");
    }

    @Test
    void anAddressWithoutAnAnswerIsNamed() {
        String url = url();
        service.stop(0);

        assertThat(execute("--url", url)).isEqualTo(1);
        assertThat(err.toString()).startsWith("headroom doctor: " + url + " does not answer: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | {} | answered 404: another program, or an older Headroom, may run there",
                "200 | {} | answered no list of findings: another program may run there",
                "200 | <html> | answered no JSON: another program may run there"
            })
    void anotherProgramIsNamed(int status, String body, String sentence) {
        answering(status, body);

        assertThat(execute("--url", url())).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("headroom doctor: " + url() + " " + sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "ftp://host", "http:///", "not an address"})
    void anAddressThatIsNoneIsRefused(String url) {
        assertThat(execute("--url", url)).isEqualTo(2);
        assertThat(err.toString())
                .contains("--url must be an address such as http://localhost:8080, was '" + url + "'");
    }

    private void answering(int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        service.createContext("/doctor", exchange -> {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private String url() {
        return "http://127.0.0.1:" + service.getAddress().getPort();
    }

    private int execute(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "doctor";
        System.arraycopy(words, 0, all, 1, words.length);
        return HeadroomCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
