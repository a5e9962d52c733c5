// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.learning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.lab.learning.Lesson.Learnt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Lessons as Markdown and as JSON; seeds of one engine, traffic and leader are one line. */
final class LearnTable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double PERCENT = 100;

    private LearnTable() {}

    private record Line(String engine, String traffic, TwoMinds.Leader leader) {
        static Line of(Learnt learnt) {
            return new Line(
                    learnt.lesson().engineName(),
                    learnt.lesson().traffic().id(),
                    learnt.lesson().leader());
        }
    }

    static String markdown(String title, List<Learnt> lessons) {
        StringBuilder text = new StringBuilder(title).append("\n\n| engine | load | led by |");
        Look.MINUTES.forEach(minute -> text.append(" minute ").append(minute).append(" |"));
        text.append(" kept | knows by |\n| --- | --- | --- |")
                .append(" --- |".repeat(Look.MINUTES.size()))
                .append(" --: | --- |\n");
        Map<Line, List<Learnt>> lines = new LinkedHashMap<>();
        lessons.forEach(learnt -> lines.computeIfAbsent(Line.of(learnt), line -> new ArrayList<>())
                .add(learnt));
        lines.forEach((line, seeds) -> text.append(line(line, seeds)));
        text.append('\n');
        Look.MINUTES.forEach(minute -> text.append(String.format(
                Locale.ROOT,
                "- after %d min: %d of %d runs within one replica or 15 %%%n",
                minute,
                within(lessons, minute),
                lessons.size())));
        return text.toString();
    }

    /** How many runs are near enough after so many minutes. */
    static long within(List<Learnt> lessons, int minute) {
        return lessons.stream()
                .flatMap(learnt -> learnt.looks().stream())
                .filter(look -> look.minute() == minute && look.within())
                .count();
    }

    private static String line(Line line, List<Learnt> seeds) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "| %s | %s | %s |",
                line.engine(),
                line.traffic(),
                line.leader().name().toLowerCase(Locale.ROOT)));
        for (int index = 0; index < Look.MINUTES.size(); index++) {
            int at = index;
            text.append(
                    cell(seeds.stream().map(learnt -> learnt.looks().get(at)).toList()));
        }
        Look last = seeds.get(0).looks().get(Look.MINUTES.size() - 1);
        return text.append(String.format(
                        Locale.ROOT, " %.2f %% | %s |%n", PERCENT * mean(seeds, Learnt::attainment), last.mode()))
                .toString();
    }

    /** Learner's and knower's mean answer, the difference, and how many seeds are near enough. */
    private static String cell(List<Look> looks) {
        double learner = mean(looks, Look::learner);
        double knower = mean(looks, Look::knower);
        long within = looks.stream().filter(Look::within).count();
        return Double.isNaN(learner) || Double.isNaN(knower)
                ? String.format(Locale.ROOT, " no answer, %d of %d |", within, looks.size())
                : String.format(
                        Locale.ROOT,
                        " %.1f for %.1f (%+.0f %%), %d of %d |",
                        learner,
                        knower,
                        PERCENT * (learner / knower - 1),
                        within,
                        looks.size());
    }

    private static <T> double mean(List<T> of, ToDoubleFunction<T> figure) {
        return of.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }

    static String json(List<Learnt> lessons) throws JsonProcessingException {
        ObjectNode document = JSON.createObjectNode();
        ArrayNode rows = document.putArray("lessons");
        for (Learnt learnt : lessons) {
            for (Look look : learnt.looks()) {
                rows.addObject()
                        .put("engine", learnt.lesson().engineName())
                        .put("traffic", learnt.lesson().traffic().id())
                        .put("leader", learnt.lesson().leader().name().toLowerCase(Locale.ROOT))
                        .put("seed", learnt.lesson().seed())
                        .put("minute", look.minute())
                        .put("learner", finite(look.learner()))
                        .put("knower", finite(look.knower()))
                        .put("within", look.within())
                        .put("mode", look.mode())
                        .put("attainment", learnt.attainment());
            }
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
    }

    /** Null where there is none: JSON has no other word for it. */
    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
