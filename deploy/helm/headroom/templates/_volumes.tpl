{{- /* Secrets as folders. Readable for the pod's group alone. */ -}}
{{- define "headroom.secretVolumes" -}}
{{- if .Values.tls.enabled }}
- name: tls
  secret:
    secretName: {{ include "headroom.tlsSecretName" . }}
    defaultMode: 288 # 0440; written so that every YAML version reads the same
    items:
      - key: tls.crt
        path: tls.crt
      - key: tls.key
        path: tls.key
{{- if .Values.tls.clientCa.enabled }}
- name: client-ca
  secret:
    secretName: {{ include "headroom.clientCaSecretName" . }}
    defaultMode: 288 # 0440; written so that every YAML version reads the same
    items:
      - key: {{ .Values.tls.clientCa.key }}
        path: ca.crt
{{- end }}
{{- end }}
{{- with .Values.kafka.truststore }}
{{- if .secretName }}
- name: kafka-ca
  secret:
    secretName: {{ .secretName }}
    defaultMode: 288 # 0440; written so that every YAML version reads the same
    items:
      - key: {{ .key }}
        path: ca.crt
{{- end }}
{{- end }}
{{- end -}}
