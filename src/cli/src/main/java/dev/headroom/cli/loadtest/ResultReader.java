// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.loadtest;

import dev.headroom.lab.file.BadInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads results of load tests: each file is parsed, its tool recognised by content, and the files of one tool are read together. */
public final class ResultReader {
    private static final List<ResultFormat> FORMATS = List.of(
            new LocustResults(),
            new GuideLlmReport(),
            new PerfExport(),
            new VllmBenchResult(),
            new StageReport(),
            new OwnResult());
    private static final int MOST_SHOWN = 30;

    private ResultReader() {}

    /**
     * Reads files.
     *
     * @param texts content by name, in the order of the command line; at least one
     * @return one test for each tool
     * @throws BadInputException with one sentence about what is wrong with a file
     */
    public static List<LoadTest> read(Map<String, String> texts) {
        Map<ResultFormat, List<ResultFile>> files = new LinkedHashMap<>();
        texts.forEach((name, text) -> {
            ResultFile file = ResultParser.parse(name, text);
            files.computeIfAbsent(formatOf(file, text), format -> new ArrayList<>())
                    .add(file);
        });
        return files.entrySet().stream()
                .map(each -> each.getKey().read(each.getValue()))
                .toList();
    }

    private static ResultFormat formatOf(ResultFile file, String text) {
        return FORMATS.stream()
                .filter(format -> format.recognises(file))
                .findFirst()
                .orElseThrow(() -> new BadInputException(
                        file.name() + " is not a result of " + known() + ": it begins with '" + begin(text) + "'"));
    }

    private static String known() {
        String all = FORMATS.stream().map(ResultFormat::tool).collect(Collectors.joining(", "));
        return all.replaceFirst(", ([^,]*)$", " or $1");
    }

    private static String begin(String text) {
        String line = text.strip().lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", " ");
        return line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "…" : line;
    }
}
