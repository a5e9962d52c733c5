// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kafka;

import dev.headroom.proto.plan.PlanRecord;
import dev.headroom.proto.plan.Workload;
import dev.headroom.scaler.decision.RecordText;
import dev.headroom.scaler.ownership.FencingToken;
import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.plan.Reason;
import dev.headroom.scaler.plan.ReasonCode;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.snapshot.TelemetryState;
import java.time.Instant;

/** Plans on the wire and within. */
final class PlanMessages {
    private PlanMessages() {}

    static PlanRecord toMessage(NotedPlan noted, FencingToken stamp) {
        ReplicaPlan plan = noted.plan();
        PlanRecord.Builder record = PlanRecord.newBuilder()
                .setStamp(FencingTokens.toMessage(stamp))
                .setWorkload(Workload.newBuilder()
                        .setNamespace(plan.workload().namespace())
                        .setName(plan.workload().name()))
                .setKnownSince(ProtoTimes.of(noted.knownSince()))
                .setPolicyHash(noted.policyHash())
                .setMadeAt(ProtoTimes.of(plan.madeAt()))
                .setTelemetry(dev.headroom.proto.plan.TelemetryState.newBuilder()
                        .setWord(plan.state().word())
                        .setCause(plan.state().cause())
                        .setSince(ProtoTimes.of(plan.state().since())))
                .setDesired(plan.desired())
                .setGrounded(plan.grounded())
                .setBasis(BasisMessages.toMessage(plan.basis()));
        plan.reasons().forEach(reason -> record.addReasons(toMessage(reason)));
        if (plan.answer() instanceof Answer.Replicas known) {
            record.setReplicas(known.count());
        } else {
            record.setUnavailable(((Answer.Unavailable) plan.answer()).sentence());
        }
        return record.build();
    }

    /**
     * A plan that can be used, even if it says more than this version understands.
     *
     * @throws UnreadableRecord when it has less than a plan, or something that no plan can have
     */
    static NotedPlan fromMessage(PlanRecord record) throws UnreadableRecord {
        if (!record.hasWorkload() || !record.hasMadeAt() || !record.hasTelemetry()) {
            throw new UnreadableRecord("a plan needs a workload, a time and a telemetry state");
        }
        try {
            Instant madeAt = ProtoTimes.of(record.getMadeAt());
            ReplicaPlan plan = new ReplicaPlan(
                    new WorkloadKey(
                            record.getWorkload().getNamespace(),
                            record.getWorkload().getName()),
                    madeAt,
                    state(record.getTelemetry()),
                    record.getDesired(),
                    record.getGrounded(),
                    answer(record),
                    record.getReasonsList().stream().map(PlanMessages::reason).toList(),
                    BasisMessages.fromMessage(record.getBasis()));
            Instant knownSince = record.hasKnownSince() ? ProtoTimes.of(record.getKnownSince()) : madeAt;
            return new NotedPlan(plan, knownSince, record.getPolicyHash());
        } catch (IllegalArgumentException | java.time.DateTimeException | ArithmeticException e) {
            throw new UnreadableRecord(String.valueOf(e.getMessage()), e);
        }
    }

    private static Answer answer(PlanRecord record) throws UnreadableRecord {
        return switch (record.getAnswerCase()) {
            case REPLICAS -> new Answer.Replicas(countOf(record.getReplicas()));
            case UNAVAILABLE -> new Answer.Unavailable(record.getUnavailable());
            // A third kind of answer, from a newer version, cannot be given here.
            case ANSWER_NOT_SET -> throw new UnreadableRecord("a plan needs an answer: replicas or unavailable");
        };
    }

    private static int countOf(int replicas) throws UnreadableRecord {
        if (replicas < 0) {
            throw new UnreadableRecord("replicas must not be negative, was " + replicas);
        }
        return replicas;
    }

    private static TelemetryState state(dev.headroom.proto.plan.TelemetryState state) {
        String cause = state.getCause();
        Instant since = ProtoTimes.of(state.getSince());
        return switch (state.getWord()) {
            case "fresh" -> new TelemetryState.Fresh(cause, since);
            case "idle" -> new TelemetryState.Idle(cause, since);
            case "unobservable" -> new TelemetryState.Unobservable(cause, since);
            case "lagging" -> new TelemetryState.Lagging(cause, since);
            case "dark" -> new TelemetryState.Dark(cause, since);
            case "new" -> new TelemetryState.New(cause, since);
            // The most careful word: nothing may be concluded from it.
            default ->
                new TelemetryState.Unobservable(
                        "state '" + state.getWord() + "' is unknown to this version: " + cause, since);
        };
    }

    private static dev.headroom.proto.plan.Reason toMessage(Reason reason) {
        return dev.headroom.proto.plan.Reason.newBuilder()
                .setStage(RecordText.wordOf(reason.code()))
                .setReplicas(reason.replicas())
                .setSentence(reason.sentence())
                .build();
    }

    private static Reason reason(dev.headroom.proto.plan.Reason reason) {
        for (ReasonCode code : ReasonCode.values()) {
            if (RecordText.wordOf(code).equals(reason.getStage())) {
                return new Reason(code, reason.getReplicas(), reason.getSentence());
            }
        }
        // People read the sentence; it is worth more than a code that this version lacks.
        return new Reason(ReasonCode.RISE_WITHIN_LEAD_TIME, reason.getReplicas(), reason.getSentence());
    }
}
