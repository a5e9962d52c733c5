// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.decision.PersistedForm;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.learn.CapacityEstimate;
import dev.headroom.scaler.plan.PlanInput;
import dev.headroom.scaler.plan.PlanSettings;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.DistributionFigures;
import dev.headroom.telemetry.snapshot.Reading;
import dev.headroom.telemetry.snapshot.ServerStatus;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What outlives the process is called as {@code persisted/forms.txt} has it, whatever Java calls it. */
class PersistedFormsTest {
    @Test
    void whatIsWrittenDownIsCalledAsItWas() throws Exception {
        assertThat(complaints(forms(), now())).isEmpty();
    }

    @Test
    void saysWhatToDoAboutAComponentThatWasRenamed() throws Exception {
        SortedMap<String, String> before = forms();
        before.put("plan.wanted", Objects.requireNonNull(before.remove("plan.desired")));

        assertThat(complaints(before, forms()))
                .containsExactly(
                        "plan.desired: a text of before lacks it. Renamed in Java: @Persisted(\"name of before\"). New: make it"
                                + " Optional, or say @Persisted(absent = \"what a text without it means\"), and add the line"
                                + " 'plan.desired: int' to forms.txt",
                        "plan.wanted: is written no more. Renamed in Java: @Persisted(\"wanted\"). Gone for good: a version"
                                + " before this one refuses a text without it unless its line has a question mark; then"
                                + " take the line out of forms.txt");
    }

    @Test
    void saysWhatToDoAboutAWordThatWasRenamedAndAboutWhatIsNew() throws Exception {
        SortedMap<String, String> before = forms();
        before.put("learnt/starts.starts.node", "[cold, warm]");
        before.remove("plan.basis.usdPerHour");
        before.remove("input.policy.terms.errorBudget");
        before.remove("input.policy.terms.errorBudget.window");

        assertThat(complaints(before, forms()))
                .satisfiesExactly(
                        object -> assertThat(object)
                                .startsWith("input.policy.terms.errorBudget: a text of before lacks it."),
                        below -> assertThat(below)
                                .isEqualTo("input.policy.terms.errorBudget.window: is new; add the line"
                                        + " 'input.policy.terms.errorBudget.window: Duration' to forms.txt"),
                        word -> assertThat(word)
                                .isEqualTo(
                                        "learnt/starts.starts.node: was '[cold, warm]' and is '[new, warm]'. What was"
                                                + " renamed in Java says @Persisted(\"name of before\"). Where a text of before is"
                                                + " still read and means the same, change the line in forms.txt; else count"
                                                + " SCHEMA up and read the old form, too"),
                        optional -> assertThat(optional)
                                .isEqualTo(
                                        "plan.basis.usdPerHour: is new; add the line 'plan.basis.usdPerHour: ? double'"
                                                + " to forms.txt"));
    }

    @Test
    void saysWhatToDoAboutAKindThatWasRenamedOrIsNew() throws Exception {
        SortedMap<String, String> before = forms();
        before.remove("plan.answer(replicas)");
        before.remove("plan.answer(replicas).count");
        before.put("plan.answer(count)", "kind");

        assertThat(complaints(before, forms()))
                .satisfiesExactly(
                        gone -> assertThat(gone)
                                .startsWith(
                                        "plan.answer(count): is written no more. Renamed in Java: @Persisted(\"count\")."),
                        kind -> assertThat(kind).startsWith("plan.answer(replicas): is new; add the line "),
                        ofKind -> assertThat(ofKind).startsWith("plan.answer(replicas).count: is new; add the line "));
    }

    private static List<String> complaints(SortedMap<String, String> before, SortedMap<String, String> now) {
        List<String> complaints = new ArrayList<>();
        TreeSet<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(now.keySet());
        for (String path : paths) {
            String was = before.get(path);
            String is = now.get(path);
            if (is == null) {
                complaints.add(path + ": is written no more. Renamed in Java: @Persisted(\""
                        + path.replaceAll(".*[.(]|\\)$", "")
                        + "\"). Gone for good: a version before this one refuses a text without it unless its line has a"
                        + " question mark; then take the line out of forms.txt");
            } else if (was == null) {
                String line = "add the line '" + path + ": " + is + "' to forms.txt";
                boolean stands = is.startsWith("? ") || is.equals("kind") || !before.containsKey(parent(path));
                complaints.add(path
                        + (stands
                                ? ": is new; " + line
                                : ": a text of before lacks it. Renamed in Java:"
                                        + " @Persisted(\"name of before\"). New: make it Optional, or say @Persisted(absent = \"what a text"
                                        + " without it means\"), and " + line));
            } else if (!was.equals(is)) {
                complaints.add(path + ": was '" + was + "' and is '" + is + "'. What was renamed in Java says"
                        + " @Persisted(\"name of before\"). Where a text of before is still read and means the same, change the"
                        + " line in forms.txt; else count SCHEMA up and read the old form, too");
            }
        }
        return complaints;
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('.')));
    }

    private static SortedMap<String, String> forms() throws IOException {
        SortedMap<String, String> forms = new TreeMap<>();
        try (var file = Objects.requireNonNull(PersistedFormsTest.class.getResourceAsStream("/persisted/forms.txt"))) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(": ", 2))
                    .forEach(line -> forms.put(line[0], line[1]));
        }
        return forms;
    }

    /** Those that stand at several places have a name of their own here. */
    private static SortedMap<String, String> now() throws ReflectiveOperationException {
        Map<Class<? extends Record>, String> names = new HashMap<>(Map.of(
                ReplicaPlan.class, "plan",
                PlanSettings.class, "settings",
                PlanInput.class, "input",
                Demand.class, "demand",
                CapacityEstimate.class, "capacity",
                Objective.class, "objective",
                ArrivalRate.class, "arrivals",
                ServerStatus.class, "servers",
                Reading.class, "reading",
                DistributionFigures.class, "distribution"));
        for (Field field : LearnedState.class.getDeclaredFields()) {
            if (field.getType() == SavedState.Part.class) {
                field.setAccessible(true);
                SavedState.Part<?> part = (SavedState.Part<?>) field.get(null);
                names.put(part.type(), "learnt/" + part.name());
            }
        }
        return PersistedForm.of(names);
    }
}
