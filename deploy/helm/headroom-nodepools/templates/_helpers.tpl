{{- define "headroom-nodepools.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
headroom.dev/strategy: {{ .Values.strategy }}
{{- end }}

{{/* The chosen strategy's pools that are on, as JSON. */}}
{{- define "headroom-nodepools.pools" -}}
{{- $pools := dict -}}
{{- range $name, $pool := (index .Values.strategies .Values.strategy).pools -}}
{{- if dig "enabled" true $pool -}}
{{- $_ := set $pools $name $pool -}}
{{- end -}}
{{- end -}}
{{- toJson $pools -}}
{{- end }}

{{- define "headroom-nodepools.accelerator" -}}
{{- .accelerator | default "nvidia" -}}
{{- end }}

{{/* Pools with reservations, and those without GPUs, have a node class of their own; the others share one. */}}
{{- define "headroom-nodepools.nodeClass" -}}
{{- $suffix := "gpu" -}}
{{- if .pool.reservations -}}
{{- $suffix = .name -}}
{{- else if eq (include "headroom-nodepools.accelerator" .pool) "none" -}}
{{- $suffix = "plain" -}}
{{- end -}}
{{- printf "%s-%s-%s" .root.Values.namePrefix $suffix .root.Values.os -}}
{{- end }}

{{/* Checks that neither the schema nor the API server does in time. */}}
{{- define "headroom-nodepools.check" -}}
{{- $pool := .pool -}}
{{- $where := printf "strategies.%s.pools.%s" .root.Values.strategy .name -}}
{{- $reserved := has "reserved" ($pool.capacityTypes | default list) -}}
{{- if and $reserved (not $pool.reservations) -}}
{{- fail (printf "%s.reservations must name at least one reservation, for capacityTypes has reserved" $where) -}}
{{- end -}}
{{- if and $pool.reservations (not $reserved) -}}
{{- fail (printf "%s.capacityTypes must have reserved, for reservations are named" $where) -}}
{{- end -}}
{{- if hasKey $pool "replicas" -}}
{{- if or $pool.weight $pool.limits -}}
{{- fail (printf "%s: a static pool must have neither weight nor limits, only nodeLimit" $where) -}}
{{- end -}}
{{- if le (int $pool.nodeLimit) (int $pool.replicas) -}}
{{- fail (printf "%s.nodeLimit must be above replicas, else drift cannot replace a node; was %d with %d replicas" $where (int $pool.nodeLimit) (int $pool.replicas)) -}}
{{- end -}}
{{- if not $pool.instanceTypes -}}
{{- fail (printf "%s.instanceTypes must name at least one type, for the pool is static" $where) -}}
{{- end -}}
{{- else -}}
{{- if not $pool.limits -}}
{{- fail (printf "%s.limits must bound what the pool can cost" $where) -}}
{{- end -}}
{{- if $pool.nodeLimit -}}
{{- fail (printf "%s.nodeLimit is for static pools: use limits" $where) -}}
{{- end -}}
{{- if and (eq (include "headroom-nodepools.accelerator" $pool) "nvidia") (ne (len ($pool.gpuCounts | default list)) 1) -}}
{{- fail (printf "%s.gpuCounts must be one number: a pool with limits and mixed sizes starts one node a round" $where) -}}
{{- end -}}
{{- end -}}
{{- if gt (int $pool.minInstanceFamilies) (len ($pool.instanceFamilies | default list)) -}}
{{- fail (printf "%s.minInstanceFamilies must not exceed the number of instanceFamilies, was %d of %d" $where (int $pool.minInstanceFamilies) (len ($pool.instanceFamilies | default list))) -}}
{{- end -}}
{{- end }}
