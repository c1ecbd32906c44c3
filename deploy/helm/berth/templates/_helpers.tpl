{{- define "berth.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end }}

{{/* Selects the pods of a component: (list $ "gateway"). */}}
{{- define "berth.selector" -}}
app.kubernetes.io/name: berth
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- define "berth.labels" -}}
{{ include "berth.selector" . }}
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
helm.sh/chart: {{ printf "%s-%s" (index . 0).Chart.Name (index . 0).Chart.Version }}
{{- end }}

{{/* The image of a service: (list $ "gateway"). */}}
{{- define "berth.image" -}}
{{- $image := (index . 0).Values.image -}}
{{- $service := index . 1 -}}
{{- with get $image.digests $service -}}
{{- printf "%s/%s@%s" $image.repository $service . -}}
{{- else -}}
{{- printf "%s/%s:%s" $image.repository $service ($image.tag | default (index $ 0).Chart.AppVersion) -}}
{{- end -}}
{{- end }}

{{/* The end of an address: (list $ "berth_did" "sslMode"), the last one as the driver calls it. */}}
{{- define "berth.postgresql" -}}
{{- $postgresql := (index . 0).Values.postgresql -}}
postgresql://{{ required "postgresql.host is required" $postgresql.host }}:{{ $postgresql.port }}/{{ index . 1 }}
{{- with $postgresql.sslMode }}?{{ index $ 2 }}={{ . }}{{ end -}}
{{- end }}

{{- define "berth.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "berth.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}

{{/* Properties in the environment and in files: (list $ env secrets). */}}
{{- define "berth.environment" -}}
{{- range $property, $value := index . 1 }}
- name: {{ $property }}
  value: {{ $value | toString | quote }}
{{- end }}
{{- end }}

{{- define "berth.mounts" -}}
- { name: secrets, mountPath: /etc/berth/secrets, readOnly: true }
{{- /* Native libraries are unpacked here: it must not be noexec. */}}
- { name: tmp, mountPath: /tmp }
{{- end }}

{{- define "berth.volumes" -}}
- name: secrets
  secret:
    secretName: {{ required "existingSecret is required" (index . 0).Values.existingSecret }}
    defaultMode: 0440
    items:
      {{- range $property, $key := index . 2 }}
      - { key: {{ $key }}, path: {{ $property }} }
      {{- end }}
- name: tmp
  emptyDir: { sizeLimit: 64Mi }
{{- end }}
