// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.cli.http.RunningHeadroom;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headroom doctor}. */
@Command(
        name = "doctor",
        description = {
            "Finds faults around a running Headroom, and names the remedies.",
            "It looks at telemetry, policies, ScaledObjects, HPAs, topics, rights, NodePools and certificates. It changes nothing."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:no problem was found; there may be warnings",
            "1:Headroom does not answer",
            "2:the command line is wrong",
            "3:a problem was found"
        })
public final class DoctorCommand implements Callable<Integer> {
    static final int PROBLEM = 3;

    private static final String GRAVE = "problem";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://localhost:8080",
            description = {
                "HTTP address of Headroom (default: ${DEFAULT-VALUE}).",
                "In a cluster: kubectl -n headroom port-forward service/headroom 8080."
            })
    private String url;

    @Option(
            names = "--output",
            paramLabel = "FORM",
            defaultValue = "text",
            description = "text or json (default: ${DEFAULT-VALUE}).")
    private Form form;

    private enum Form {
        TEXT,
        JSON
    }

    @Override
    public Integer call() throws InterruptedException {
        String answer = RunningHeadroom.at(url).get("doctor");
        List<JsonNode> findings = findings(answer);
        PrintWriter to = spec.commandLine().getOut();
        to.println(form == Form.JSON ? answer : text(findings));
        to.flush();
        return findings.stream().anyMatch(DoctorCommand::isGrave) ? PROBLEM : CommandLine.ExitCode.OK;
    }

    private List<JsonNode> findings(String answer) {
        List<JsonNode> findings = new ArrayList<>();
        try {
            JsonNode read = new ObjectMapper().readTree(answer);
            if (!read.isArray()) {
                throw new IllegalStateException(url + " answered no list of findings: another program may run there");
            }
            read.forEach(findings::add);
            return findings;
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException(url + " answered no JSON: another program may run there", failure);
        }
    }

    private String text(List<JsonNode> findings) {
        long problems = findings.stream().filter(DoctorCommand::isGrave).count();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: %s, %s",
                url,
                counted(problems, "problem"),
                counted(findings.size() - problems, "warning")));
        for (JsonNode finding : findings) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n%n%s %s, %s%n  what: %s%n  why:  %s%n  do:   %s",
                    isGrave(finding) ? "PROBLEM" : "warning",
                    finding.path("code").asText(),
                    finding.path("subject").asText(),
                    finding.path("what").asText(),
                    finding.path("why").asText(),
                    finding.path("do").asText()));
        }
        return text.toString();
    }

    private static boolean isGrave(JsonNode finding) {
        return finding.path("severity").asText().equals(GRAVE);
    }

    private static String counted(long number, String noun) {
        return (number == 0 ? "no" : Long.toString(number)) + " " + noun + (number == 1 ? "" : "s");
    }
}
