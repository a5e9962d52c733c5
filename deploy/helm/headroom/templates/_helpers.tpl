{{- define "headroom.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "headroom.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else if contains (include "headroom.name" .) .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "headroom.name" .) | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "headroom.selectorLabels" -}}
app.kubernetes.io/name: {{ include "headroom.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "headroom.ownLabels" -}}
{{ include "headroom.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "headroom.labels" -}}
{{ include "headroom.ownLabels" . }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- /* Of the pod of helm test: another name, because Service and NetworkPolicy must not select it. */ -}}
{{- define "headroom.test.selectorLabels" -}}
app.kubernetes.io/name: {{ include "headroom.name" . | trunc 58 | trimSuffix "-" }}-test
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "headroom.test.labels" -}}
{{ include "headroom.test.selectorLabels" . }}
{{- range $label, $value := omit (include "headroom.labels" . | fromYaml) "app.kubernetes.io/name" "app.kubernetes.io/instance" }}
{{ $label }}: {{ $value | quote }}
{{- end }}
{{- end -}}

{{- define "headroom.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ default $.Chart.AppVersion .tag }}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "headroom.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "headroom.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- /* "true" where the API server is read, and so a token and rights are needed. */ -}}
{{- define "headroom.readsCluster" -}}
{{- if not .Values.policies.directory -}}true{{- end -}}
{{- end -}}

{{- /* The name that users write in scalerAddress, and that the certificate must hold. */ -}}
{{- define "headroom.host" -}}
{{ include "headroom.fullname" . }}.{{ .Release.Namespace }}.svc.{{ .Values.clusterDomain }}
{{- end -}}

{{- define "headroom.tlsSecretName" -}}
{{- default (printf "%s-tls" (include "headroom.fullname" .)) .Values.tls.secretName -}}
{{- end -}}

{{- define "headroom.clientCaSecretName" -}}
{{- default (include "headroom.tlsSecretName" .) .Values.tls.clientCa.secretName -}}
{{- end -}}

{{- define "headroom.kedaClientSecretName" -}}
{{- $made := "" -}}
{{- if .Values.triggerAuthentication.client.certificate.create -}}
{{- $made = printf "%s-keda-client" (include "headroom.fullname" .) -}}
{{- end -}}
{{- default $made .Values.triggerAuthentication.client.secretName -}}
{{- end -}}

{{- /* A number as people write it: Helm makes 1.048576e+06 of 1048576. */ -}}
{{- define "headroom.text" -}}
{{- if and (kindIs "float64" .) (eq (float64 (int64 .)) .) -}}
{{- int64 . -}}
{{- else -}}
{{- . -}}
{{- end -}}
{{- end -}}

{{- /* The environment variable of a setting: dots, dashes and quotes become underscores. */ -}}
{{- define "headroom.variable" -}}
{{- regexReplaceAll "[^A-Za-z0-9]" . "_" | upper -}}
{{- end -}}

{{- /* Every topic of telemetry, as JSON. */ -}}
{{- define "headroom.telemetryTopics" -}}
{{- $all := list -}}
{{- range $format, $topics := omit .Values.kafka.topics "json" "namespaces" -}}
{{- $all = concat $all $topics -}}
{{- end -}}
{{- $all | toJson -}}
{{- end -}}

{{- /* A Kubernetes name for a topic. */ -}}
{{- define "headroom.topicObject" -}}
{{- lower . | replace "_" "-" -}}
{{- end -}}

{{- /* Labels of this installation's series. */ -}}
{{- define "headroom.matchers" -}}
{{- default (printf "job=%q" (include "headroom.fullname" .)) .Values.metrics.prometheusRule.matchers -}}
{{- end -}}

{{- /* Allowed peers: all pods of some namespaces, and further peers; empty if there is no peer. */ -}}
{{- define "headroom.peers" -}}
{{- range .namespaces }}
- namespaceSelector:
    matchLabels:
      kubernetes.io/metadata.name: {{ . }}
{{- end }}
{{- with .from }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "headroom.peersInWords" -}}
{{- $words := list -}}
{{- with .namespaces -}}
{{- $words = append $words (printf "pods of %s" (join ", " .)) -}}
{{- end -}}
{{- if .from -}}
{{- $words = append $words "the peers in from" -}}
{{- end -}}
{{- join " and " (default (list "no peer but the pod's own node") $words) -}}
{{- end -}}
