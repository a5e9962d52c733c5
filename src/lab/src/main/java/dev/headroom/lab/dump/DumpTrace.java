// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.dump;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.traffic.RequestList;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The requests in a dump, read by the decoders that the service has, and what was left out.
 *
 * @param requests each ended request once, counted from the first one's arrival; those that failed or were given up, too, with the
 *     tokens that they got
 * @param models how many of the requests each served model had; those that name none are under an empty name
 * @param leftOut how many of what; reasons without any are absent
 */
public record DumpTrace(RequestList requests, SortedMap<String, Integer> models, Map<LeftOut, Integer> leftOut) {
    public DumpTrace {
        models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
        leftOut = Collections.unmodifiableMap(new EnumMap<>(leftOut));
    }

    /** Requests of all models. */
    public static DumpTrace read(Path file) {
        return read(file, Optional.empty());
    }

    /**
     * Requests of one model.
     *
     * @param model as clients name it; empty for all
     * @throws BadInputException in one sentence when the file is no dump, is cut off or holds no such request
     */
    public static DumpTrace read(Path file, Optional<String> model) {
        DumpedRequests requests = new DumpedRequests(model);
        DumpFile.read(file, requests::take);
        DumpTrace trace = requests.trace();
        if (trace.requests().isEmpty()) {
            throw new BadInputException("dump " + file + " holds no ended request"
                    + model.map(name -> " of model " + name).orElse("") + " with its token counts; "
                    + trace.leftOutInWords());
        }
        return trace;
    }

    /** What there is, as a clause: {@code 120 requests over 60 s, by model {chat=120}; nothing was left out}. */
    public String inWords() {
        return requests.size() + " requests over " + Math.round(requests.spanSeconds()) + " s, by model " + models
                + "; " + leftOutInWords();
    }

    /** What was left out, as a clause: {@code left out: 3 copies of events, 1 impossible requests}. */
    public String leftOutInWords() {
        if (leftOut.isEmpty()) {
            return "nothing was left out";
        }
        StringBuilder words = new StringBuilder("left out: ");
        leftOut.forEach((reason, count) -> words.append(words.length() > "left out: ".length() ? ", " : "")
                .append(count)
                .append(' ')
                .append(reason.words()));
        return words.toString();
    }
}
