// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.dump;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.traffic.RequestList;
import dev.headroom.lab.traffic.TraceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads recorded requests from whatever file holds some: CSV, JSON lines or a dump of topics, told apart by their first bytes. */
public final class TraceSource {
    private TraceSource() {}

    /**
     * Requests, and what there is to say about them.
     *
     * @param requests in order of time
     * @param note a sentence about what a dump held besides; empty of other files
     */
    public record Trace(RequestList requests, Optional<String> note) {
        private static final int PEAK_SECONDS = 300;

        /** Writes the requests as CSV; gzipped if the name ends with {@code .gz}. */
        public void writeTo(Path csv) throws IOException {
            TraceFile.write(requests, csv);
        }

        /** The token lengths of each request, in order of time. */
        public List<Lengths> lengths() {
            return IntStream.range(0, requests.size())
                    .mapToObj(place -> new Lengths(requests.inputTokens(place), requests.outputTokens(place)))
                    .toList();
        }

        /** Counts, rates and tokens on one line. */
        public String summary() {
            return String.format(
                    Locale.ROOT,
                    "%d requests in %.0f s, %.2f/s, at most %.2f/s over 5 min; tokens in %.0f, out %.0f",
                    requests.size(),
                    requests.spanSeconds(),
                    requests.meanPerSecond(),
                    requests.peakPerSecond(PEAK_SECONDS),
                    requests.meanInputTokens(),
                    requests.meanOutputTokens());
        }
    }

    /**
     * The tokens of a request.
     *
     * @param input of the prompt; 0 or more
     * @param output of the answer; 0 or more
     */
    public record Lengths(int input, int output) {}

    /** The requests alone; throws {@link BadInputException} with one sentence when the file holds none. */
    public static RequestList read(Path file) {
        return open(file, Optional.empty()).requests();
    }

    /**
     * The requests, of one model if the file is a dump.
     *
     * @param model whose requests, as clients name it; empty for all; of files that name no models it must be empty
     */
    public static Trace open(Path file, Optional<String> model) {
        if (!DumpFile.isOne(file)) {
            if (model.isPresent()) {
                throw new BadInputException(
                        "trace " + file + " names no models, so none can be chosen, was '" + model.get() + "'");
            }
            return new Trace(TraceFile.read(file), Optional.empty());
        }
        DumpTrace dump = DumpTrace.read(file, model);
        String several =
                dump.models().size() > 1 ? ", of " + dump.models().size() + " models together: " + dump.models() : "";
        return new Trace(
                dump.requests(),
                Optional.of("dump " + file + ": " + dump.requests().size() + " requests" + several + "; "
                        + dump.leftOutInWords()));
    }
}
