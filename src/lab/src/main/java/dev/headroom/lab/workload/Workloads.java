// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.workload;

import dev.headroom.lab.file.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The workloads that there are. W5 of the protocol (BurstGPT) is missing: its files are not to be had in the public repository. */
public final class Workloads {
    private Workloads() {}

    /** Those that need no file, quick. */
    public static List<Workload> builtIn() {
        return builtIn(EpisodeLength.QUICK);
    }

    /**
     * Those that need no file: published load tests at their own rates (W1, W1p-01 to W1p-20, W2, W3), which are always of
     * their own length, and shapes (W8 to W10).
     */
    public static List<Workload> builtIn(EpisodeLength length) {
        return Stream.concat(PublishedRuns.all().stream(), new BuiltInShapes(length).all().stream())
                .toList();
    }

    /** A peak of 40 minutes and a load that falls, in which {@code headroom lab faults} lets things go wrong. */
    public static List<Workload> forFaults() {
        return CourseShapes.forFaults();
    }

    /** Ordinary traffic of 25 minutes, level and rising and falling, of which {@code headroom lab learn} has to learn. */
    public static List<Workload> forLearning() {
        return CourseShapes.forLearning();
    }

    /** One for each request file of a folder, quick. */
    public static List<Workload> ofTraces(Path directory) {
        return ofTraces(directory, EpisodeLength.QUICK);
    }

    /**
     * One for each request file ({@code .csv} or {@code .jsonl}, gzipped or not) of a folder, known or not; by name.
     *
     * @throws BadInputException when the folder does not exist, has no such file, or one of them is broken
     */
    public static List<Workload> ofTraces(Path directory, EpisodeLength length) {
        if (!Files.isDirectory(directory)) {
            throw new BadInputException("traces " + directory + " is not a directory that exists");
        }
        List<Workload> workloads = new TraceFolder(directory, length).workloads();
        if (workloads.isEmpty()) {
            throw new BadInputException(
                    "traces " + directory + " has no request file: *.csv, *.jsonl, or these with .gz");
        }
        return workloads;
    }
}
