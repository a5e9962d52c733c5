// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.init;

import dev.headroom.cli.init.FoundServer.MetricsPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page of a written folder: the commands that apply its files, the rules behind the figures, and the open points. */
final class FolderReadme {
    private final List<FoundWorkload> workloads;
    private final UseClass use;
    private final boolean keda;
    private final Map<FoundWorkload, Map<String, String>> files;

    /**
     * A page.
     *
     * @param found the workloads
     * @param use the class of the promise
     * @param files names and texts of the files of each workload
     */
    FolderReadme(ClusterSurvey.Found found, UseClass use, Map<FoundWorkload, Map<String, String>> files) {
        this.workloads = found.workloads();
        this.use = use;
        this.keda = found.keda();
        this.files = files;
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.addAll(List.of(
                "# Headroom: proposals for review",
                "",
                "`./headroom init` wrote this folder from the objects of the cluster. It applied nothing.",
                "Read and edit each file first. Then run the commands in this folder.",
                ""));
        lines.addAll(table());
        lines.addAll(commands());
        lines.addAll(promise());
        lines.addAll(openPoints());
        workloads.forEach(workload -> lines.addAll(section(workload)));
        return String.join("\n", lines) + "\n";
    }

    private List<String> table() {
        List<String> lines = new ArrayList<>(List.of(
                "| workload | kind | server | models | replicas today | proposed min and max | accelerators of a replica |",
                "|---|---|---|---|---|---|---|"));
        workloads.forEach(one -> lines.add("| "
                + String.join(
                        " | ",
                        one.title(),
                        one.kind(),
                        one.server().kind().title(),
                        orUnknown(one.server().models().stream()),
                        Integer.toString(one.replicas()),
                        one.policy().isPresent() ? "" : one.min() + ", " + one.max(),
                        orUnknown(acceleratorsOf(one.server())))
                + " |"));
        return lines;
    }

    private List<String> commands() {
        List<String> lines = new ArrayList<>(List.of(
                "",
                "## Apply",
                "",
                "Headroom, its topics and the Collector come first: steps 1 to 5 of `src/docs/install.md`.",
                ""));
        block(
                lines,
                "**Telemetry.** Each patch adds a label to the pod template, so Kubernetes replaces the pods.",
                Proposal.LABELS,
                one -> "kubectl -n " + one.namespace() + " patch " + one.kind().toLowerCase(Locale.ROOT) + " "
                        + one.name() + " --patch-file " + pathOf(one, Proposal.LABELS));
        block(
                lines,
                "**Promises.** Headroom starts to plan and to explain. No replica moves.",
                Proposal.POLICY,
                one -> "kubectl apply -f " + pathOf(one, Proposal.POLICY));
        block(
                lines,
                "**KEDA.** With `mode: advise` in the policy, the answer is the current number of replicas. Before, take `replicas` out of"
                        + " the target's manifest: an apply would set them back.",
                Proposal.SCALED_OBJECT,
                one -> "kubectl apply -f " + pathOf(one, Proposal.SCALED_OBJECT));
        lines.add(
                "The advice is on the page of Headroom and at `/workloads/NAMESPACE/NAME`. `./headroom doctor` finds faults.");
        return lines;
    }

    private void block(List<String> lines, String sentence, String file, Function<FoundWorkload, String> command) {
        List<String> commands = workloads.stream()
                .filter(one -> filesOf(one).containsKey(file))
                .map(command)
                .toList();
        if (!commands.isEmpty()) {
            lines.addAll(List.of(sentence, "", "```sh"));
            lines.addAll(commands);
            lines.addAll(List.of("```", ""));
        }
    }

    private List<String> promise() {
        List<String> lines = new ArrayList<>(List.of(
                "",
                "## Promise",
                "",
                "The policies hold the preset of the class *" + use.word()
                        + "*. Another class: `./headroom init --class CLASS`.",
                "",
                "| class | for example | TTFT p95 | ITL p95 | E2E p95 | answers of |",
                "|---|---|---|---|---|---|"));
        for (UseClass one : UseClass.values()) {
            lines.add("| "
                    + String.join(
                            " | ", one.word(), one.example(), one.ttft(), one.itl(), one.e2e(), one.outputTokens())
                    + " tokens |");
        }
        lines.addAll(
                List.of(
                        "",
                        "TTFT and ITL are those of [llm-d-planner](" + UseClass.SOURCE
                                + ") for the classes of these names. E2E is the upper end",
                        "there of a use with the same two. It supposes answers of the length in the table: for longer ones raise it, or take it out."));
        return lines;
    }

    private List<String> openPoints() {
        List<String> lines = new ArrayList<>(List.of(
                "",
                "## Open points",
                "",
                "The cluster does not state these. Decide them before `mode: enforce`.",
                "",
                "- **Promise.** Init knows no users and no lengths of answers. Set the limits that yours need.",
                "- **Maximum.** It should be the room of the nodes: GPUs of the NodePool's limit, divided by the GPUs of a replica.",
                "- **Capacity.** No policy names a profile. Headroom learns from telemetry how much load a replica carries.",
                "- **Cost.** Add `cost: { gpuHourUsd: … }` to a policy to see its cost.",
                "- **Address.** The ScaledObjects call `headroom.headroom.svc.cluster.local:9090` without TLS. The overlay"
                        + " `deploy/kustomize/overlays/mtls` shows TLS.",
                "- **LoRA adapters.** Add the names that clients use to `models`.",
                "- **Other kinds.** Init finds Deployments and StatefulSets. For a LeaderWorkerSet see"
                        + " `deploy/kustomize/overlays/leaderworkerset`."));
        if (!keda) {
            lines.add("- **KEDA.** The cluster has no ScaledObjects. Install KEDA before you apply one.");
        }
        return lines;
    }

    private List<String> section(FoundWorkload workload) {
        List<String> lines = new ArrayList<>(List.of("", "## " + workload.title(), ""));
        Stream.of(scaling(workload), telemetry(workload.server()), reading(workload.server()))
                .flatMap(List::stream)
                .forEach(point -> lines.add("- " + point));
        return lines;
    }

    private static List<String> scaling(FoundWorkload workload) {
        List<String> points = new ArrayList<>();
        workload.policy()
                .ifPresent(policy -> points.add("The policy " + policy
                        + " exists for this target, so there is no policy and no ScaledObject here."));
        workload.scaler()
                .ifPresent(scaler -> points.add("The " + scaler.kind() + " " + scaler.name()
                        + " scales this target from " + scaler.min() + " to " + scaler.max()
                        + ", so there is no ScaledObject here. Two would block each other."));
        if (workload.policy().isEmpty()) {
            points.add(
                    "Replicas: " + workload.min() + " to " + workload.max() + ". " + Proposal.ruleOfLimits(workload));
            if (!workload.freeName().equals(workload.name())) {
                points.add("The policy is named " + workload.freeName() + ", because another object has the name "
                        + workload.name() + ".");
            }
        }
        if (workload.replicas() == 0 && workload.scaler().isEmpty()) {
            points.add("It has no replicas today. The ScaledObject starts one.");
        }
        return points;
    }

    private static List<String> telemetry(FoundServer server) {
        MetricsPort port = server.port();
        List<String> points = new ArrayList<>();
        points.add(
                port.labelled()
                        ? "The Collector finds its metrics: the pods have the label " + FoundServer.METRICS_PORT + "."
                        : "The Collector does not scrape it yet: the label " + FoundServer.METRICS_PORT
                                + " is missing.");
        points.addAll(server.kind().missing(server.options()));
        return points;
    }

    private static List<String> reading(FoundServer server) {
        List<String> points = new ArrayList<>();
        points.add("Container " + server.container() + ", image " + server.image() + ", port "
                + server.port().number()
                + (server.port().stated() ? "." : ", by default. No argument with a known value sets it."));
        if (server.models().isEmpty()) {
            points.add("The model's name is unknown: the template does not state it. Add it to `workload.models`.");
        }
        if (server.accelerators().isEmpty()) {
            points.add("The container asks for no accelerator. Is it a test, or does it run on CPUs?");
        }
        if (server.others() > 0) {
            points.add("The pod has more model servers: " + server.others()
                    + ". These files are about the first. Headroom counts pods, not containers.");
        }
        return points;
    }

    private Map<String, String> filesOf(FoundWorkload workload) {
        return files.getOrDefault(workload, Map.of());
    }

    /** The place of a file in the folder. */
    static String pathOf(FoundWorkload workload, String file) {
        return workload.namespace() + "/" + workload.freeName() + "/" + file;
    }

    static Stream<String> acceleratorsOf(FoundServer server) {
        return server.accelerators().entrySet().stream()
                .map(one -> one.getValue() + " " + one.getKey())
                .sorted();
    }

    private static String orUnknown(Stream<String> texts) {
        String all = texts.map(text -> text.replace("|", "\\|")).collect(Collectors.joining(", "));
        return all.isEmpty() ? "unknown" : all;
    }
}
