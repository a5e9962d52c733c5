{{- /* Values that contradict each other, which the schema cannot see. One sentence each: thing, value, rule. */ -}}
{{- define "headroom.checks" -}}
{{- with .Values -}}
{{- if and (eq .plans.mode "memory") (gt (int .replicaCount) 1) -}}
{{- fail (printf "replicaCount is %d, but with plans.mode=memory it must be 1: replicas share their plans through Kafka only" (int .replicaCount)) -}}
{{- end -}}
{{- if and (eq .rbac.scope "namespaces") (not .rbac.namespaces) -}}
{{- fail "rbac.namespaces is empty, but with rbac.scope=namespaces it must name at least one namespace" -}}
{{- end -}}
{{- if and (eq .rbac.scope "cluster") .rbac.namespaces -}}
{{- fail (printf "rbac.namespaces is %v, but it counts with rbac.scope=namespaces only" .rbac.namespaces) -}}
{{- end -}}
{{- include "headroom.checks.network" $ -}}
{{- include "headroom.checks.tls" $ -}}
{{- include "headroom.checks.kafka" $ -}}
{{- include "headroom.checks.topics" $ -}}
{{- include "headroom.checks.end" $ -}}
{{- include "headroom.checks.labels" $ -}}
{{- end -}}
{{- end -}}

{{- define "headroom.checks.tls" -}}
{{- with .Values.tls -}}
{{- if .enabled -}}
{{- if and (not .secretName) (not .certManager.enabled) -}}
{{- fail "tls.enabled needs a certificate: set tls.secretName or tls.certManager.enabled" -}}
{{- end -}}
{{- if and .certManager.enabled (not .certManager.issuerRef.name) -}}
{{- fail "tls.certManager.issuerRef.name is empty, but with tls.certManager.enabled it must name an issuer" -}}
{{- end -}}
{{- if and .clientCa.enabled (not .clientCa.secretName) (not .certManager.enabled) -}}
{{- fail "tls.clientCa.secretName is empty, but without tls.certManager.enabled it must name the Secret of the clients' authority" -}}
{{- end -}}
{{- else if or .secretName .certManager.enabled .clientCa.enabled -}}
{{- fail "tls.secretName, tls.certManager and tls.clientCa count with tls.enabled=true only" -}}
{{- end -}}
{{- end -}}
{{- with .Values.triggerAuthentication -}}
{{- if .create -}}
{{- if not $.Values.tls.enabled -}}
{{- fail "triggerAuthentication.create needs tls.enabled=true: without TLS, KEDA has nothing to authenticate with" -}}
{{- end -}}
{{- if and (eq .kind "TriggerAuthentication") (not .namespaces) -}}
{{- fail "triggerAuthentication.namespaces is empty, but a TriggerAuthentication must be made in each namespace of ScaledObjects" -}}
{{- end -}}
{{- if not (or .ca.secretName .client.secretName .client.certificate.create) -}}
{{- fail "triggerAuthentication needs a Secret: set ca.secretName, client.secretName or client.certificate.create" -}}
{{- end -}}
{{- if and $.Values.tls.clientCa.enabled (not (or .client.secretName .client.certificate.create)) -}}
{{- fail "tls.clientCa.enabled asks KEDA for a certificate: set triggerAuthentication.client.secretName or client.certificate.create" -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* A NetworkPolicy without KEDA would hold every model at its current replicas. */ -}}
{{- define "headroom.checks.network" -}}
{{- $keda := .Values.triggerAuthentication -}}
{{- with .Values.networkPolicy -}}
{{- if .enabled -}}
{{- if not (include "headroom.peers" .ingress.grpc | trim) -}}
{{- fail "networkPolicy.ingress.grpc is empty, so KEDA could not connect: set its namespaces or from" -}}
{{- end -}}
{{- $told := and $keda.create (eq $keda.kind "ClusterTriggerAuthentication") -}}
{{- if and $told (not .ingress.grpc.from) (not (has $keda.kedaNamespace .ingress.grpc.namespaces)) -}}
{{- fail (printf "triggerAuthentication.kedaNamespace is %s, but networkPolicy.ingress.grpc.namespaces lets in %v only" $keda.kedaNamespace .ingress.grpc.namespaces) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "headroom.checks.kafka" -}}
{{- with .Values.kafka -}}
{{- $sasl := hasPrefix "SASL_" .securityProtocol -}}
{{- if and $sasl (or (not .sasl.mechanism) (not .sasl.secretName)) -}}
{{- fail (printf "kafka.securityProtocol is %s, so kafka.sasl.mechanism and kafka.sasl.secretName must be set" .securityProtocol) -}}
{{- end -}}
{{- if and (or .sasl.mechanism .sasl.secretName) (not $sasl) -}}
{{- fail (printf "kafka.sasl is set, so kafka.securityProtocol must be SASL_SSL or SASL_PLAINTEXT, is '%s'" .securityProtocol) -}}
{{- end -}}
{{- if and (or .truststore.secretName .keystore.secretName) (not (hasSuffix "SSL" .securityProtocol)) -}}
{{- fail (printf "kafka.truststore and kafka.keystore need kafka.securityProtocol SSL or SASL_SSL, is '%s'" .securityProtocol) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* Values that the service rejects at its start, and dead letters that it would read again. */ -}}
{{- define "headroom.checks.topics" -}}
{{- $all := include "headroom.telemetryTopics" . | fromJsonArray -}}
{{- if not $all -}}
{{- fail "kafka.topics holds no topic of any format, so nothing would be read" -}}
{{- end -}}
{{- with .Values.kafka -}}
{{- range $topic := uniq $all -}}
{{- if gt (len $all) (add (len (without $all $topic)) 1 | int) -}}
{{- fail (printf "kafka.topics holds %s in two lists, but a topic carries one kind of record" $topic) -}}
{{- end -}}
{{- end -}}
{{- range .topics.json -}}
{{- if not (has . $all) -}}
{{- fail (printf "kafka.topics.json holds %s, but it must name topics of the lists beside it" .) -}}
{{- end -}}
{{- end -}}
{{- with .deadLetters -}}
{{- if and .reasons (not .topic) -}}
{{- fail "kafka.deadLetters.reasons count with kafka.deadLetters.topic only" -}}
{{- end -}}
{{- if has .topic (append $all $.Values.plans.topic) -}}
{{- fail (printf "kafka.deadLetters.topic is %s, but that topic is read: dead letters need their own topic" .topic) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* Whole seconds of a duration as the schema lets it be written, PT1M30S or 90s; rounded up. */ -}}
{{- define "headroom.seconds" -}}
{{- $seconds := 0.0 -}}
{{- if hasSuffix "ms" . -}}
{{- $seconds = divf (trimSuffix "ms" . | float64) 1000 -}}
{{- else -}}
{{- range $unit, $each := dict "D" 86400 "H" 3600 "M" 60 "S" 1 -}}
{{- with regexFind (printf "[0-9.]+%s" $unit) (upper $) -}}
{{- $seconds = addf $seconds (mulf (trimSuffix $unit . | float64) $each) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- ceil $seconds | int -}}
{{- end -}}

{{- define "headroom.checks.end" -}}
{{- with .Values -}}
{{- $grace := include "headroom.seconds" (default "PT30S" .grpc.maxConnectionAgeGrace) | int -}}
{{- $needed := add $grace (int .preStopSleepSeconds) -}}
{{- if le (int .terminationGracePeriodSeconds) (int $needed) -}}
{{- fail (printf "terminationGracePeriodSeconds is %d, but must be more than %d: preStopSleepSeconds and grpc.maxConnectionAgeGrace together" (int .terminationGracePeriodSeconds) (int $needed)) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* A duplicate key overrides the first: Deployment and Service would not find their pods. */ -}}
{{- define "headroom.checks.labels" -}}
{{- $own := include "headroom.ownLabels" . | fromYaml -}}
{{- range $value, $labels := dict "commonLabels" .Values.commonLabels "podLabels" .Values.podLabels -}}
{{- range $key, $text := $labels -}}
{{- if hasKey $own $key -}}
{{- fail (printf "%s holds %s, but that label is the chart's own: leave it out" $value $key) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $key, $text := .Values.podLabels -}}
{{- if hasKey $.Values.commonLabels $key -}}
{{- fail (printf "podLabels holds %s, but so does commonLabels: set one" $key) -}}
{{- end -}}
{{- end -}}
{{- end -}}
