// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.init;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The programs that serve models and that init knows. Commands, arguments and ports as of the end of 2026, and older ones. */
enum ServerKind {
    VLLM("vLLM", "vllm", "(?:^|[ /])vllm serve(?: |$)|(?:^| )vllm\\.entrypoints\\.", 8000, "--model"),
    SGLANG(
            "SGLang",
            "sglang",
            "(?:^| )sglang\\.launch_server(?: |$)|(?:^|[ /])sglang serve(?: |$)",
            30000,
            "--model-path --model"),
    /** Its image sets {@code PORT}. */
    TGI("TGI", "text-generation-inference", "(?:^|[ /])text-generation-launcher(?: |$)", 80, "--model-id");

    /** Programs of the same images that serve no model themselves. */
    private static final Pattern OTHER_PROGRAM =
            Pattern.compile("\\b(?:vllm (?:bench|run-batch)|ray start|sglang_router|launch_router|vllm[-_]router)\\b");

    private final String title;
    private final String image;
    private final Pattern command;
    private final int defaultPort;
    /** Separated by blanks: an enum holds nothing that may change. */
    private final String modelFlags;

    ServerKind(String title, String image, String command, int defaultPort, String modelFlags) {
        this.title = title;
        this.image = image;
        this.command = Pattern.compile(command);
        this.defaultPort = defaultPort;
        this.modelFlags = modelFlags;
    }

    /** The server of a container: by its command, else by its image, whose entry point then runs. */
    static Optional<ServerKind> of(String image, List<String> words) {
        String line = String.join(" ", words);
        String name = nameOf(image);
        boolean other = OTHER_PROGRAM.matcher(line).find() || name.contains("router");
        return Arrays.stream(values())
                .filter(kind -> kind.command.matcher(line).find())
                .findFirst()
                .or(() -> Arrays.stream(values())
                        .filter(kind -> !other && name.contains(kind.image))
                        .findFirst());
    }

    /** Its name for people. */
    String title() {
        return title;
    }

    /** Where it listens when nothing sets a port. */
    int defaultPort() {
        return defaultPort;
    }

    /** Arguments that name the model that it loads. */
    List<String> modelFlags() {
        return List.of(modelFlags.split(" "));
    }

    /** A sentence for each setting that its telemetry lacks. */
    List<String> missing(ServerOptions options) {
        List<String> missing = new ArrayList<>();
        switch (this) {
            case VLLM -> {
                if (options.has("--disable-log-stats")) {
                    missing.add(
                            "Take --disable-log-stats away: with it, the server shows no metrics and sends no spans.");
                }
                if (!options.has("--otlp-traces-endpoint")) {
                    missing.add(withoutSpans("--otlp-traces-endpoint", "vllm.yaml"));
                }
            }
            case SGLANG -> {
                if (!options.has("--enable-metrics")) {
                    missing.add("Add --enable-metrics: without it, the server shows no metrics.");
                }
                if (!options.has("--enable-trace") || !options.has("--otlp-traces-endpoint")) {
                    missing.add(withoutSpans("--enable-trace and --otlp-traces-endpoint", "sglang.yaml"));
                }
            }
            case TGI -> {
                if (!options.has("--otlp-endpoint")
                        && options.variable("OTLP_ENDPOINT").isEmpty()) {
                    missing.add(withoutSpans("--otlp-endpoint", "tgi.yaml"));
                }
            }
        }
        return missing;
    }

    private static String withoutSpans(String flags, String example) {
        return "It sends no spans, so TTFT, ITL and E2E are unknown. Add " + flags + " as in deploy/collector/"
                + example + ". A patch cannot: it would replace all arguments.";
    }

    /** Without registry, path, tag and digest. */
    private static String nameOf(String image) {
        String path = image.replaceFirst("@.*", "");
        return path.substring(path.lastIndexOf('/') + 1).replaceFirst(":.*", "");
    }
}
