/**
 * The state that the replicas of the service share: the compacted topic of plans, history and learned state, its owner, its readers. In:
 * plans that were made here, records of the topic. Out: the latest plans in every replica. Never: deciding how many replicas, or waiting
 * for the broker on a thread that plans or answers.
 */
@NullMarked
package dev.headroom.scaler.edge.kafka;

import org.jspecify.annotations.NullMarked;
