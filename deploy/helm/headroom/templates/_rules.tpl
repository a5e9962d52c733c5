{{- /* Rights inside namespaces. */ -}}
{{- define "headroom.rules.namespaced" -}}
# SLO policies and serving profiles are labelled ConfigMaps next to the models. list and watch: all of them, and each change within
# two seconds. get: the ConfigMap of an Event.
- apiGroups: [""]
  resources: [configmaps]
  verbs: [get, list, watch]
# Current replicas of a model: the answer of mode advise, and the start of a new workload. list and watch: all of them, and each
# change. get: the object of an Event.
- apiGroups: [apps]
  resources: [deployments, statefulsets]
  verbs: [get, list, watch]
{{- if .Values.rbac.leaderWorkerSets }}
# Current replicas of LeaderWorkerSets. list and watch. If the kind is missing, groups are counted by their pods.
- apiGroups: [leaderworkerset.x-k8s.io]
  resources: [leaderworkersets]
  verbs: [list, watch]
{{- end }}
# Owners of pods for telemetry that names only the pod, ready replicas and their start-up times. list and watch, as above.
- apiGroups: [""]
  resources: [pods]
  verbs: [list, watch]
# Events on an invalid ConfigMap (key, value and rule), on a Deployment with stuck starts, and on a ScaledObject that endangers its
# SLO. create: nothing is changed or deleted.
- apiGroups: [""]
  resources: [events]
  verbs: [create]
{{- if .Values.rbac.keda }}
# ScaledObjects: minimum, maximum, pause and the HPA's tolerance. list and watch, never a change.
- apiGroups: [keda.sh]
  resources: [scaledobjects]
  verbs: [list, watch]
# HPAs that KEDA makes of ScaledObjects, and those of others: only the doctor asks. list, never a change.
- apiGroups: [autoscaling]
  resources: [horizontalpodautoscalers]
  verbs: [list]
{{- end }}
{{- end -}}

{{- /* Rights on objects without a namespace; empty if all of them are off. */ -}}
{{- define "headroom.rules.cluster" -}}
{{- if .Values.rbac.nodes }}
# Hardware of replicas, and starts that wait for a new node. Without it, start-up times are learnt without hardware. list and watch.
- apiGroups: [""]
  resources: [nodes]
  verbs: [list, watch]
{{- end }}
{{- if .Values.rbac.karpenter }}
# Coming nodes of Karpenter, and the room of its pools. list and watch: Headroom provisions nothing.
- apiGroups: [karpenter.sh]
  resources: [nodeclaims, nodepools]
  verbs: [list, watch]
# Reservations of a pool and their end, so that their replicas are replaced in time. list and watch.
- apiGroups: [karpenter.k8s.aws]
  resources: [ec2nodeclasses]
  verbs: [list, watch]
{{- end }}
{{- end -}}
