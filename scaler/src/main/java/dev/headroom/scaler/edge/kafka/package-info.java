/**
 * What the replicas of the service share: the compacted topic of plans, history and what was learnt, who owns it, who reads it. In: plans
 * that were made here, records of the topic. Out: plans on the board of every replica. Never: deciding how many replicas, or
 * waiting for the broker on a thread that plans or answers.
 */
@NullMarked
package dev.headroom.scaler.edge.kafka;

import org.jspecify.annotations.NullMarked;
