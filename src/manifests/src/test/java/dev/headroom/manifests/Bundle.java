// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * Objects that are applied together: a file, a folder, a chart with certain values.
 *
 * @param name where they come from
 * @param objects in the order in which they stand
 */
public record Bundle(String name, List<KubeObject> objects) {
    public Bundle {
        objects = List.copyOf(objects);
    }

    /** The objects of one kind. */
    public Stream<KubeObject> of(String group, String kind) {
        return objects.stream().filter(object -> object.is(group, kind));
    }

    /** Whether there is such an object; namespaces are compared as they are written. */
    public boolean has(String group, String kind, String namespace, String name) {
        return of(group, kind)
                .anyMatch(object ->
                        object.name().equals(name) && object.namespace().equals(namespace));
    }

    /** Objects that hold a pod template, with its path and the template. */
    public Stream<PodTemplate> podTemplates() {
        return objects.stream().flatMap(PodTemplate::of);
    }

    /**
     * A pod template within an object.
     *
     * @param owner the object
     * @param path where the template stands
     * @param tree the template; {@code metadata} and {@code spec}
     */
    public record PodTemplate(KubeObject owner, String path, JsonNode tree) {
        static Stream<PodTemplate> of(KubeObject object) {
            return switch (object.kind()) {
                case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job" ->
                    Stream.of(new PodTemplate(object, "spec.template", object.at("spec", "template")));
                case "CronJob" ->
                    Stream.of(new PodTemplate(
                            object,
                            "spec.jobTemplate.spec.template",
                            object.at("spec", "jobTemplate", "spec", "template")));
                case "Pod" -> Stream.of(new PodTemplate(object, "", object.tree()));
                case "PodTemplate" -> Stream.of(new PodTemplate(object, "template", object.at("template")));
                case "LeaderWorkerSet" ->
                    Stream.of("leaderTemplate", "workerTemplate")
                            .map(name -> new PodTemplate(
                                    object,
                                    "spec.leaderWorkerTemplate." + name,
                                    object.at("spec", "leaderWorkerTemplate", name)))
                            .filter(template -> !template.tree().isMissingNode());
                default -> Stream.empty();
            };
        }

        /** The pod's specification. */
        public JsonNode spec() {
            return tree.path("spec");
        }

        /** The pod's labels. */
        public JsonNode labels() {
            return tree.path("metadata").path("labels");
        }

        /** Init containers and containers. */
        public Stream<JsonNode> containers() {
            return Stream.of("initContainers", "containers").flatMap(list -> stream(spec().path(list)));
        }

        /** The elements of a list. */
        public static Stream<JsonNode> stream(JsonNode list) {
            Stream.Builder<JsonNode> elements = Stream.builder();
            list.forEach(elements::add);
            return elements.build();
        }
    }
}
