// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

/**
 * A long episode: what came of it as a whole and by blocks of its time.
 *
 * @param outcome as ever
 * @param tally requests and misses by block
 * @param answers the replicas asked for at each second
 * @param started replicas added in the scored seconds
 */
public record Counted(Outcome outcome, EpisodeTally tally, AnsweredReplicas answers, int started) {}
