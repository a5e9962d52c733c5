// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.workload;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A public trace in which somebody has looked for windows: moves of the load in the test window, like ones earlier for training.
 *
 * @param name of the file without its ending
 * @param title for readers
 * @param foreseeable as {@link Workload#foreseeable()}
 * @param quick windows of about an hour
 * @param full windows of hours; those of {@code quick} where the recording has no more
 */
record KnownTrace(String name, String title, boolean foreseeable, TraceWindows quick, TraceWindows full) {
    /** Name, foreseeable, then hours from the recording's beginning: training from, to, run from, to; quick, then full. */
    private static final String TABLE = """
            azure-code-2023           | no  | 0 0.216667 0.216667 0.633333 | 0 0.216667 0.216667 0.633333 | Azure code completion 2023, bursts and idle minutes
            azure-conv-2023           | yes | 0 0.216667 0.216667 0.65     | 0 0.216667 0.216667 0.65     | Azure conversation 2023, a smooth rise
            azure-code-2024-tue-thu   | yes | 13 14 61.25 62.25            | 10 18 58 66                  | Azure code 2024, a weekday morning's rise
            azure-code-2024-fri-sat   | yes | 13 14 20.75 21.75            | 10 18 18 26                  | Azure code 2024, the fall of a Friday evening
            azure-conv-2024           | yes | 58.5 59.5 84 85              | 56 64 80 88                  | Azure conversation 2024, a morning's rise
            azure-lmm-text-2025       | no  | 56.5 57.5 59.6 60.6          | 50 57 57 64                  | Azure multimodal service's texts 2025, a jump of level
            servegen-m-small          | yes | 44 45 56.5 57.5              | 42 48 54 60                  | ServeGen m-small, an evening's rise
            servegen-m-small-rough    | no  | 19.75 20.75 40.75 41.75      | 16 22 38 44                  | ServeGen m-small, jumps of level
            servegen-m-large          | no  | 58.5 59.5 60.5 61.75         | 34 42 58 66                  | ServeGen m-large, a surge
            servegen-m-mid-outage     | no  | 12.5 13.5 16.75 17.75        | 9 14 14 19                   | ServeGen m-mid, back after two silent hours
            servegen-deepseek-r1      | no  | 0.5 1.5 1.75 2.75            | 0 1.5 1.5 6                  | ServeGen deepseek-r1, very long answers, a jump at night
            servegen-mm-image         | yes | 1 2 9.5 10.5                 | 0 4 8 12                     | ServeGen image prompts, a slow rise
            servegen-onoff-office     | no  | 8.25 9.25 32.25 33.25        | 7 21 31 45                   | ServeGen office hours, on at once after a night off
            servegen-onoff-nightbatch | no  | 31.6 32.6 55.5 56.5          | 31 35 55 59                  | ServeGen one batch a day, on at once
            servegen-onoff-rare       | no  | 9.25 10.25 57.25 58.25       | 9 15 57 63                   | ServeGen rare bursts
            mooncake-conversation     | yes | 0 0.25 0.25 0.666667         | 0 0.25 0.25 0.666667         | Kimi conversation, level, very long prompts
            mooncake-synthetic        | yes | 0 0.083333 0.083333 0.283333 | 0 0.083333 0.083333 0.283333 | Mooncake's synthetic mix, level
            """;

    private static final Map<String, KnownTrace> BY_NAME =
            TABLE.lines().map(KnownTrace::ofRow).collect(Collectors.toMap(KnownTrace::name, Function.identity()));

    static Optional<KnownTrace> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    TraceWindows windows(EpisodeLength length) {
        return length == EpisodeLength.QUICK ? quick : full;
    }

    private static KnownTrace ofRow(String row) {
        String[] cells = row.strip().split("\\s*\\|\\s*", -1);
        return new KnownTrace(cells[0], cells[4], cells[1].equals("yes"), windows(cells[2]), windows(cells[3]));
    }

    private static TraceWindows windows(String cell) {
        String[] hours = cell.split(" ", -1);
        return TraceWindows.ofHours(
                Double.parseDouble(hours[0]),
                Double.parseDouble(hours[1]),
                Double.parseDouble(hours[2]),
                Double.parseDouble(hours[3]));
    }
}
