// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.question;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.headroom.cli.init.UseClass;
import dev.headroom.lab.file.BadInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks the questions of a sizing, and writes the answers as a {@code sizing.yaml}. A wrong answer gets the file's sentence, and is asked again. */
public final class Interview {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]*");

    /** In place of answers that are still to come. */
    private static final Map<String, String> STAND_INS = Map.of(
            "name", "a", "pattern", "chat", "load.users", "1", "load.requestsPerUserHour", "1", "promise", "batch");

    private static final Map<String, String> MODEL_STAND_INS =
            Map.of("model.parametersBillion", "1", "model.layers", "1", "model.kvHeads", "1", "model.headSize", "1");

    private final BufferedReader in;
    private final PrintWriter out;
    private final Map<String, String> answers = new LinkedHashMap<>();

    /**
     * An interview.
     *
     * @param in answers, one on each line; an empty line takes the default
     * @param out questions
     */
    public Interview(BufferedReader in, PrintWriter out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Asks all questions.
     *
     * @return the text of the file
     * @throws BadInputException where the answers end too soon
     */
    public String ask() throws IOException {
        out.println("An empty answer takes the default in brackets.");
        ask("name", "Name of the workload", Optional.of("chat"));
        ask("pattern", "Pattern: " + words(WorkloadPattern.values()), Optional.of("chat"));
        WorkloadPattern pattern =
                WorkloadPattern.valueOf(answers.getOrDefault("pattern", "chat").toUpperCase(Locale.ROOT));
        ask("load.users", "Users", Optional.empty());
        ask("load.requestsPerUserHour", "Requests of a user per hour", Optional.empty());
        ask("load.peakFactor", "Busiest minute over the mean", number(pattern.peakFactor()));
        ask("load.growthPercent", "Growth to plan for, in percent", Optional.of("0"));
        ask("tokens.input", "Tokens of a prompt, mean", number(pattern.input().mean()));
        ask(
                "tokens.output",
                "Tokens of an answer, mean",
                number(pattern.output().mean()));
        ask(
                "promise",
                "Promise: " + words(UseClass.values()),
                Optional.of((pattern == WorkloadPattern.BATCH ? UseClass.BATCH : UseClass.CONVERSATIONAL).word()));
        askAboutTheModel();
        ask(
                "profiles",
                "Files of serving profiles, separated by commas; none for the workload model alone",
                Optional.of(""));
        out.flush();
        return yaml(answers);
    }

    private void askAboutTheModel() throws IOException {
        ask("model.name", "Name of the model; none to compare only hardware that was measured", Optional.of(""));
        if (answers.containsKey("model.name")) {
            ask("model.parametersBillion", "Billions of parameters, of all experts", Optional.empty());
            ask("model.layers", "Layers (num_hidden_layers)", Optional.empty());
            ask("model.kvHeads", "Heads of keys and values (num_key_value_heads)", Optional.empty());
            ask("model.headSize", "Size of a head (head_dim)", Optional.of("128"));
            ask("model.weightBytes", "Bytes of a parameter: 2 for BF16, 1 for FP8, 0.5 for 4 bits", Optional.of("2"));
        }
    }

    private void ask(String key, String question, Optional<String> otherwise) throws IOException {
        while (true) {
            out.print(question
                    + otherwise
                            .map(word -> " [" + (word.isEmpty() ? "none" : word) + "]")
                            .orElse("") + ": ");
            out.flush();
            String line = in.readLine();
            BadInputException.unless(line != null, "the answers ended before the question '" + question + "'");
            String answer = line.isBlank() ? otherwise.orElse("") : line.strip();
            if (answer.isEmpty() && otherwise.isPresent()) {
                return;
            }
            Optional<String> fault =
                    answer.isEmpty() ? Optional.of(key + " must have an answer") : faultOf(key, answer);
            if (fault.isEmpty()) {
                answers.put(key, answer);
                return;
            }
            out.println(fault.get());
        }
    }

    /** By the file's own rules. */
    private Optional<String> faultOf(String key, String answer) {
        Map<String, String> all = new LinkedHashMap<>(STAND_INS);
        if (key.startsWith("model.")) {
            all.put("model.name", "a");
            all.putAll(MODEL_STAND_INS);
        }
        all.putAll(answers);
        all.put(key, answer);
        return SizingReader.read(yaml(all)).fold(good -> Optional.empty(), bad -> Optional.of(bad.sentence()));
    }

    private static String yaml(Map<String, String> answers) {
        StringBuilder text = new StringBuilder("apiVersion: headroom.dev/v1\n");
        for (String key : List.of("name", "pattern", "load", "tokens", "promise", "model", "profiles")) {
            List<Map.Entry<String, String>> nested = answers.entrySet().stream()
                    .filter(answer -> answer.getKey().startsWith(key + "."))
                    .toList();
            if (!nested.isEmpty()) {
                text.append(key).append(":\n");
                nested.forEach(answer -> text.append("  ")
                        .append(answer.getKey().substring(key.length() + 1))
                        .append(": ")
                        .append(scalar(answer.getValue()))
                        .append('\n'));
            } else if (answers.containsKey(key)) {
                text.append(key)
                        .append(": ")
                        .append(value(key, answers.get(key)))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String value(String key, String answer) {
        return key.equals("profiles")
                ? Arrays.stream(answer.split(","))
                        .map(String::strip)
                        .map(Interview::scalar)
                        .collect(Collectors.joining(", ", "[", "]"))
                : scalar(answer);
    }

    /** Whatever an answer holds, it stays one scalar. */
    private static String scalar(String answer) {
        return PLAIN.matcher(answer).matches()
                ? answer
                : '"' + new String(JsonStringEncoder.getInstance().quoteAsString(answer)) + '"';
    }

    private static Optional<String> number(double value) {
        return Optional.of(
                new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString());
    }

    private static String words(Enum<?>... constants) {
        return Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
