{{- /* What is read and written inside namespaces. */ -}}
{{- define "headroom.rules.namespaced" -}}
# SLO policies and serving profiles are labelled ConfigMaps beside the models. list and watch: all of them, and each change within
# two seconds. get: the one that an Event is about.
- apiGroups: [""]
  resources: [configmaps]
  verbs: [get, list, watch]
# How many replicas a model has now: what mode advise answers, and what a new workload starts from. list: what there is; watch: what
# changes; get: the one that an Event is about.
- apiGroups: [apps]
  resources: [deployments, statefulsets]
  verbs: [get, list, watch]
{{- if .Values.rbac.leaderWorkerSets }}
# The same of LeaderWorkerSets. list and watch; where the kind is missing, their groups are counted by their pods.
- apiGroups: [leaderworkerset.x-k8s.io]
  resources: [leaderworkersets]
  verbs: [list, watch]
{{- end }}
# Whose a pod is, where telemetry names the pod only; which replicas are ready, and how long each took. list and watch, as above.
- apiGroups: [""]
  resources: [pods]
  verbs: [list, watch]
# A ConfigMap with a fault gets an Event that names the key, the value and the rule; a Deployment whose replicas do not start, one
# that names them; a ScaledObject, one that says what keeps its model from what was promised. create: nothing is changed or deleted.
- apiGroups: [""]
  resources: [events]
  verbs: [create]
{{- if .Values.rbac.keda }}
# What KEDA was told: fewest and most replicas, whether it is paused, the HPA's tolerance. list and watch, never a change.
- apiGroups: [keda.sh]
  resources: [scaledobjects]
  verbs: [list, watch]
{{- end }}
{{- end -}}

{{- /* What has no namespace; empty where all of it is off. */ -}}
{{- define "headroom.rules.cluster" -}}
{{- if .Values.rbac.nodes }}
# Which hardware replicas run on, and whether a start had to wait for a new node; without it lead times are learnt all the same. list
# and watch.
- apiGroups: [""]
  resources: [nodes]
  verbs: [list, watch]
{{- end }}
{{- if .Values.rbac.karpenter }}
# Which nodes Karpenter is bringing, and which capacity its pools may still provide. list and watch: Headroom provisions nothing.
- apiGroups: [karpenter.sh]
  resources: [nodeclaims, nodepools]
  verbs: [list, watch]
# Which reservations a pool can draw on, and when they end, so that replicas on them are replaced in time. list and watch.
- apiGroups: [karpenter.k8s.aws]
  resources: [ec2nodeclasses]
  verbs: [list, watch]
{{- end }}
{{- end -}}
