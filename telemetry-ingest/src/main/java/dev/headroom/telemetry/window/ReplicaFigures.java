// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.window;

import java.util.List;

/**
 * The parts of a {@link ReplicaPane}.
 *
 * @param number of the pane: its start divided by its width
 * @param toldByServer whether the replica itself reported them
 * @param counts sums
 * @param prompts sums of prompt tokens
 * @param firstBin of times to first token: index of the bin of the first count
 * @param firstTokens of times to first token: how many lie in each bin; 0 to 65,535
 * @param decodeMillis for how long its requests were decoded, by how many panes before; none or {@link ReplicaPane#DECODING_PANES}
 */
public record ReplicaFigures(
        long number,
        boolean toldByServer,
        ReplicaCounts counts,
        PromptFigures prompts,
        int firstBin,
        List<Integer> firstTokens,
        List<Integer> decodeMillis) {
    public ReplicaFigures {
        firstTokens = List.copyOf(firstTokens);
        decodeMillis = List.copyOf(decodeMillis);
        if (!decodeMillis.isEmpty() && decodeMillis.size() != ReplicaPane.DECODING_PANES) {
            throw new IllegalArgumentException("decodeMillis must be of " + ReplicaPane.DECODING_PANES
                    + " panes or empty, was of " + decodeMillis.size());
        }
    }
}
