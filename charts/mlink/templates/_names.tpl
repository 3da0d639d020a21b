{{/* One name for everything of a release. */}}
{{- define "mlink.name" -}}
{{- printf "%s-operator" (.Release.Name | trunc 54 | trimSuffix "-") -}}
{{- end -}}

{{- define "mlink.selector" -}}
app.kubernetes.io/name: mlink-operator
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "mlink.labels" -}}
{{ include "mlink.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: mlink
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* Who the rights are given to. */}}
{{- define "mlink.subjects" -}}
subjects:
  - kind: ServiceAccount
    name: {{ include "mlink.name" . }}
    namespace: {{ .Release.Namespace }}
{{- end -}}
