// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import dev.headroom.lab.compare.verdict.Curves;
import dev.headroom.lab.compare.verdict.Verdict;
import java.util.List;
import java.util.Map;

/**
 * All that a report of a comparison tells.
 *
 * @param title of it
 * @param facts that lead to it: command, suite, seeds; machine and date where they were given
 * @param verdict on it
 * @param curves behind the verdict
 * @param titles of the policies, by id
 * @param method how it was made, and what it cannot tell; one paragraph each
 * @param appendices at its end
 */
public record Report(
        String title,
        List<Fact> facts,
        Verdict verdict,
        Curves curves,
        Map<String, String> titles,
        List<String> method,
        List<Appendix> appendices) {
    public Report {
        facts = List.copyOf(facts);
        titles = Map.copyOf(titles);
        method = List.copyOf(method);
        appendices = List.copyOf(appendices);
    }
}
