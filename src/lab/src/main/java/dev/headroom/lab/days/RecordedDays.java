// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.days;

import dev.headroom.lab.fleet.Promise;
import dev.headroom.lab.traffic.LengthShape;
import dev.headroom.lab.traffic.LengthShapes;
import dev.headroom.lab.traffic.RateFile;
import dev.headroom.lab.traffic.RateShape;
import dev.headroom.lab.traffic.TraceFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Days of published services, drawn at the rates of a folder's rate files with the lengths of its request files. Where a file is not
 * there, its day is left out.
 */
final class RecordedDays {
    private static final int HOUR = 3600;
    private static final String RATES = "rates-%s.csv.gz";
    private static final String REQUESTS = "%s.csv.gz";
    /** Sizes at which a service was looked at before, over the published one. */
    private static final double LARGE = 0.09;

    private static final double SMALL = 1 / 18.0;
    private static final double REASON = 1 / 3.0;
    private static final double IMAGE = 3;

    /** What chat users were promised on one GPU. */
    private static final Promise CHAT = new Promise(2, 0.05, 30);
    /** Completions of code are waited for. */
    private static final Promise CODE = new Promise(1, Double.POSITIVE_INFINITY, 10);
    /** Nobody waits for the end of thousands of tokens; they are read as they come. */
    private static final Promise REASONING = new Promise(5, 0.05, Double.POSITIVE_INFINITY);

    private final Path folder;

    private RecordedDays(Path folder) {
        this.folder = folder;
    }

    /** Of a folder. */
    static List<ServiceDay> of(Path folder) {
        RecordedDays days = new RecordedDays(folder);
        return List.of(
                        days.plain("conv", "Azure conversation 2024", CHAT, 1, "azure-conv-2024", "azure-conv-2024"),
                        days.plain(
                                "code",
                                "Azure code 2024",
                                CODE,
                                1,
                                "azure-code-2024-tue-thu",
                                "azure-code-2024-tue-thu"),
                        days.plain(
                                "m-small",
                                "ServeGen m-small",
                                CHAT,
                                SMALL,
                                "servegen-m-small-d0d6",
                                "servegen-m-small"),
                        days.plain(
                                "m-large",
                                "ServeGen m-large",
                                CHAT,
                                LARGE,
                                "servegen-m-large-d0d8",
                                "servegen-m-large"),
                        days.shortened("deepseek", "ServeGen deepseek-r1", REASONING, REASON, "servegen-deepseek-r1"),
                        days.shortened("image", "ServeGen image prompts", CHAT, IMAGE, "servegen-mm-image"),
                        days.client("office", "one client of ServeGen m-mid, off at night", "c52"))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** The second day of the file after its first. */
    private Optional<ServiceDay> plain(
            String id, String title, Promise limits, double ownScale, String rates, String requests) {
        return read(new Hours(24, 24), rates, requests)
                .map(parts -> new ServiceDay(
                        id,
                        title,
                        24 * HOUR,
                        24 * HOUR,
                        parts.rates(),
                        parts.lengths(),
                        Optional.of(limits),
                        ownScale));
    }

    /** Of fifteen hours the last nine. */
    private Optional<ServiceDay> shortened(String id, String title, Promise limits, double ownScale, String name) {
        return read(new Hours(6, 9), name, name)
                .map(parts -> new ServiceDay(
                        id, title, 6 * HOUR, 9 * HOUR, parts.rates(), parts.lengths(), Optional.of(limits), ownScale));
    }

    private Optional<ServiceDay> client(String id, String title, String column) {
        Path rates = folder.resolve(RATES.formatted("servegen-m-mid-d0d8-clients"));
        Path requests = folder.resolve(REQUESTS.formatted("servegen-onoff-office"));
        if (!Files.exists(rates) || !Files.exists(requests)) {
            return Optional.empty();
        }
        RateShape shape = RateFile.read(rates).rates(column);
        return Optional.of(new ServiceDay(
                id,
                title,
                24 * HOUR,
                24 * HOUR,
                seed -> shape,
                LengthShapes.resampled(TraceFile.read(requests)),
                Optional.of(CHAT),
                1));
    }

    private record Hours(int lived, int scored) {
        int seconds() {
            return (lived + scored) * HOUR;
        }
    }

    private record Parts(LongFunction<RateShape> rates, LengthShape lengths) {}

    private Optional<Parts> read(Hours hours, String rates, String requests) {
        Path ratesFile = folder.resolve(RATES.formatted(rates));
        Path requestFile = folder.resolve(REQUESTS.formatted(requests));
        if (!Files.exists(ratesFile) || !Files.exists(requestFile)) {
            return Optional.empty();
        }
        RateFile read = RateFile.read(ratesFile);
        if (read.spanSeconds() < hours.seconds()) {
            throw new IllegalArgumentException(
                    ratesFile + " must last " + hours.seconds() + " s, lasts " + read.spanSeconds() + " s");
        }
        return Optional.of(new Parts(read::ratesWithMinutes, LengthShapes.resampled(TraceFile.read(requestFile))));
    }
}
