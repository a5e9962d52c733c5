{{- /* The service's environment: its settings, from the values. */ -}}
{{- define "headroom.env" -}}
{{- $own := include "headroom.env.own" . -}}
{{- $own -}}
{{- range .Values.extraEnv -}}
{{- if regexMatch (printf "(?m)^- name: %s$" .name) $own -}}
{{- fail (printf "extraEnv holds %s, but another value sets it: set that one" .name) -}}
{{- end -}}
{{- end -}}
{{- with .Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "headroom.env.own" -}}
{{- with .Values.kafka }}
- name: KAFKA_BOOTSTRAP_SERVERS
  value: {{ .bootstrapServers | quote }}
{{- with .securityProtocol }}
- name: KAFKA_SECURITY_PROTOCOL
  value: {{ . }}
{{- end }}
{{- include "headroom.env.sasl" .sasl }}
{{- if .truststore.secretName }}
- name: KAFKA_SSL_TRUSTSTORE_TYPE
  value: PEM
- name: KAFKA_SSL_TRUSTSTORE_LOCATION
  value: /etc/headroom/kafka/ca.crt
{{- end }}
{{- with .keystore }}
{{- if .secretName }}
# Inline, for Kafka's client wants key and certificate in one file, which no Secret of Strimzi or cert-manager has by default.
- name: KAFKA_SSL_KEYSTORE_TYPE
  value: PEM
- name: KAFKA_SSL_KEYSTORE_CERTIFICATE_CHAIN
  valueFrom:
    secretKeyRef:
      name: {{ .secretName }}
      key: {{ .certificateKey }}
- name: KAFKA_SSL_KEYSTORE_KEY
  valueFrom:
    secretKeyRef:
      name: {{ .secretName }}
      key: {{ .privateKeyKey }}
{{- end }}
{{- end }}
{{- range $name, $value := .properties }}
- name: {{ include "headroom.variable" (printf "kafka.%s" $name) }}
  value: {{ include "headroom.text" $value | quote }}
{{- end }}
{{- range $format, $topics := omit .topics "json" "namespaces" }}
- name: HEADROOM_TOPICS_{{ snakecase $format | upper }}
  value: {{ join "," $topics | quote }}
{{- end }}
{{- with .topics.json }}
- name: HEADROOM_TOPICS_JSON
  value: {{ join "," . | quote }}
{{- end }}
{{- with .deadLetters.topic }}
- name: HEADROOM_DEAD_LETTERS_TOPIC
  value: {{ . | quote }}
{{- end }}
{{- with .deadLetters.reasons }}
- name: HEADROOM_DEAD_LETTERS_REASONS
  value: {{ join "," . | quote }}
{{- end }}
{{- range $topic, $namespaces := .topics.namespaces }}
- name: {{ include "headroom.variable" (printf "headroom.topics.namespaces.%q" $topic) }}
  value: {{ join "," $namespaces | quote }}
{{- end }}
{{- end }}
{{- with .Values.plans }}
- name: HEADROOM_PLANS_MODE
  value: {{ .mode }}
- name: HEADROOM_PLANS_TOPIC
  value: {{ .topic | quote }}
- name: HEADROOM_PLANS_GROUP
  value: {{ .group | quote }}
{{- end }}
{{- with .Values.policies.directory }}
- name: HEADROOM_POLICIES_DIRECTORY
  value: {{ . | quote }}
{{- end }}
{{- with .Values.rbac }}
{{- if eq .scope "namespaces" }}
- name: HEADROOM_POLICIES_NAMESPACES
  value: {{ join "," .namespaces | quote }}
{{- end }}
{{- end }}
{{- include "headroom.env.ports" .Values.service }}
{{- include "headroom.env.grpc" . }}
{{- range $name, $value := .Values.settings }}
- name: {{ include "headroom.variable" $name }}
  value: {{ include "headroom.text" $value | quote }}
{{- end }}
{{- with .Values.jvm.options }}
- name: JDK_JAVA_OPTIONS
  value: {{ . | quote }}
{{- end }}
{{- end -}}

{{- define "headroom.env.sasl" -}}
{{- if .mechanism }}
- name: KAFKA_SASL_MECHANISM
  value: {{ .mechanism }}
{{- if .jaasConfigKey }}
- name: KAFKA_SASL_JAAS_CONFIG
  valueFrom:
    secretKeyRef:
      name: {{ .secretName }}
      key: {{ .jaasConfigKey }}
{{- else }}
# Not named KAFKA_…, for all of those are settings of the Kafka clients.
- name: BROKER_USERNAME
{{- if .username }}
  value: {{ .username | quote }}
{{- else }}
  valueFrom:
    secretKeyRef:
      name: {{ .secretName }}
      key: {{ .usernameKey }}
{{- end }}
- name: BROKER_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ .secretName }}
      key: {{ .passwordKey }}
# The line is put together by the kubelet: no template and no manifest ever holds the password.
- name: KAFKA_SASL_JAAS_CONFIG
{{- $module := ternary "plain.PlainLoginModule" "scram.ScramLoginModule" (eq .mechanism "PLAIN") }}
  value: {{ printf `org.apache.kafka.common.security.%s required username="$(BROKER_USERNAME)" password="$(BROKER_PASSWORD)";` $module | squote }}
{{- end }}
{{- end }}
{{- end -}}

{{- /* A headless Service translates no ports, so pods must listen on its ports. */ -}}
{{- define "headroom.env.ports" -}}
{{- if ne (int .grpcPort) 9090 }}
- name: QUARKUS_GRPC_SERVER_PORT
  value: {{ .grpcPort | toString | quote }}
{{- end }}
{{- if ne (int .httpPort) 8080 }}
- name: QUARKUS_HTTP_PORT
  value: {{ .httpPort | toString | quote }}
{{- end }}
{{- end -}}

{{- define "headroom.env.grpc" -}}
{{- with .Values.grpc.maxConnectionAge }}
- name: HEADROOM_GRPC_MAX_CONNECTION_AGE
  value: {{ . }}
{{- end }}
{{- with .Values.grpc.maxConnectionAgeGrace }}
- name: HEADROOM_GRPC_MAX_CONNECTION_AGE_GRACE
  value: {{ . }}
{{- end }}
{{- with .Values.tls }}
{{- if .enabled }}
- name: HEADROOM_TLS_CERTIFICATE
  value: /etc/headroom/tls/tls.crt
- name: HEADROOM_TLS_KEY
  value: /etc/headroom/tls/tls.key
{{- if .clientCa.enabled }}
- name: HEADROOM_TLS_CLIENT_CA
  value: /etc/headroom/client-ca/ca.crt
{{- end }}
- name: HEADROOM_TLS_RELOAD_PERIOD
  value: {{ .reloadPeriod }}
{{- end }}
{{- end }}
{{- end -}}
