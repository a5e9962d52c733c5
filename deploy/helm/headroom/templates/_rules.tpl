{{- /* What is read and written inside namespaces. */ -}}
{{- define "headroom.rules.namespaced" -}}
# SLO policies and serving profiles are labelled ConfigMaps beside the models. list and watch: all of them, and each change within
# two seconds. get: the one that an Event is about.
- apiGroups: [""]
  resources: [configmaps]
  verbs: [get, list, watch]
# How many replicas a model has now: what mode advise answers, and what a new workload starts from. list: what there is; watch: what
# changes.
- apiGroups: [apps]
  resources: [deployments, statefulsets]
  verbs: [list, watch]
# Whose a pod is, where telemetry names the pod only; which replicas are ready, and how long each took. list and watch, as above.
- apiGroups: [""]
  resources: [pods]
  verbs: [list, watch]
# A ConfigMap with a fault gets an Event that names the key, the value and the rule; a Deployment whose replicas do not start, one
# that names them. create: nothing is ever changed or deleted.
- apiGroups: [""]
  resources: [events]
  verbs: [create]
{{- if .Values.rbac.keda }}
# What the ScaledObjects of the models say: their limits, their fallback, which policy they name. list and watch, never a change.
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
# Which reservations a pool can draw on. list and watch.
- apiGroups: [karpenter.k8s.aws]
  resources: [ec2nodeclasses]
  verbs: [list, watch]
{{- end }}
{{- end -}}
