// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import dev.headroom.proto.externalscaler.ScaledObjectRef;
import dev.headroom.scaler.edge.grpc.TriggerMetadata.BadMetadata;
import io.grpc.Status;

/**
 * A caller's question, read once: a stream keeps this and not the message.
 *
 * @param namespace of the ScaledObject
 * @param scaledObject its name
 * @param metadata of its trigger
 */
record Question(String namespace, String scaledObject, TriggerMetadata metadata) {
    /** A question that makes no sense, and why. */
    static final class BadQuestion extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Status status;

        BadQuestion(String sentence) {
            super(sentence, null, false, false);
            this.status = Status.INVALID_ARGUMENT.withDescription(sentence);
        }

        Status status() {
            return status;
        }
    }

    /** Reads a call's message; a caller may write anything into it. */
    static Question of(ScaledObjectRef ref) throws BadQuestion {
        String namespace = ref.getNamespace();
        String name = ref.getName();
        if (!KubernetesNames.isLabel(namespace)) {
            throw new BadQuestion("the ScaledObject's namespace " + KubernetesNames.LABEL_RULE + ", was "
                    + CallerText.quoted(namespace));
        }
        if (!KubernetesNames.isSubdomain(name)) {
            throw new BadQuestion(
                    "the ScaledObject's name " + KubernetesNames.SUBDOMAIN_RULE + ", was " + CallerText.quoted(name));
        }
        try {
            return new Question(namespace, name, TriggerMetadata.parse(ref.getScalerMetadataMap()));
        } catch (BadMetadata e) {
            throw new BadQuestion(about(namespace, name) + e.sentence());
        }
    }

    /** Why there is no answer to it. */
    Reply.Refusal refuse(Status status, String sentence) {
        return new Reply.Refusal(status.withDescription(about(namespace, scaledObject) + sentence));
    }

    private static String about(String namespace, String name) {
        return "ScaledObject " + namespace + "/" + name + ": ";
    }
}
