{{/*
What each service is told: the same properties as in docker-compose.yml, which a test starts.
  calls     services that it calls at their own ports
  outbound  whether it calls merchants
  secrets   properties whose values are keys of existingSecret
*/}}
{{- define "berth.services" -}}
{{- $name := include "berth.fullname" . -}}
gateway:
  port: 8080
  test: 8090
  management: 9080
  calls: [did-service, pay-service, callback-service, console]
  outbound: false
  env:
    spring.kafka.bootstrap-servers: {{ required "kafka.bootstrapServers is required" .Values.kafka.bootstrapServers | quote }}
    spring.kafka.security.protocol: {{ .Values.kafka.securityProtocol | quote }}
    spring.kafka.properties.sasl.mechanism: {{ .Values.kafka.saslMechanism | quote }}
    berth.kafka.replication-factor: {{ .Values.kafka.replicationFactor | quote }}
    spring.config.import: "configtree:/etc/berth/secrets/"
    server.address: "0.0.0.0"
    management.server.address: "0.0.0.0"
    logging.structured.format.console: "ecs"
    berth.public-origin: {{ required "publicOrigin is required" .Values.publicOrigin | quote }}
    berth.test-origin: {{ .Values.testOrigin | quote }}
    berth.services.did-service.url: "http://{{ $name }}-did-service:8081"
    spring.kafka.properties.sasl.jaas.config: 'org.apache.kafka.common.security.scram.ScramLoginModule required username="gateway" password="${kafka.password}";'
    berth.secrets.active: "k1"
    berth.services.pay-service.url: "http://{{ $name }}-pay-service:8082"
    berth.services.callback-service.url: "http://{{ $name }}-callback-service:8083"
    berth.services.console.url: "http://{{ $name }}-console:8084"
    berth.events.refusals.active: "gateway1"
    berth.gateway.trusted-proxies: {{ .Values.gateway.trustedProxies | quote }}
  secrets:
    kafka.password: kafka-gateway-password
    berth.events.revocations.keys.did1: events-revocations-did
    berth.events.refusals.keys.gateway1: events-refusals-gateway
    berth.vouch.sends.did-service: vouch-gateway-did
    berth.vouch.sends.pay-service: vouch-gateway-pay
    berth.vouch.sends.callback-service: vouch-gateway-callback
    berth.vouch.sends.console: vouch-gateway-console
    berth.vouch.accepts.console: vouch-console-gateway
    berth.gateway.operator-token: berth-operator-token
    berth.secrets.keys.k1: sealing-key
did-service:
  port: 8081
  management: 9081
  calls: []
  outbound: false
  database: berth_did
  env:
    spring.kafka.bootstrap-servers: {{ required "kafka.bootstrapServers is required" .Values.kafka.bootstrapServers | quote }}
    spring.kafka.security.protocol: {{ .Values.kafka.securityProtocol | quote }}
    spring.kafka.properties.sasl.mechanism: {{ .Values.kafka.saslMechanism | quote }}
    berth.kafka.replication-factor: {{ .Values.kafka.replicationFactor | quote }}
    spring.config.import: "configtree:/etc/berth/secrets/"
    server.address: "0.0.0.0"
    management.server.address: "0.0.0.0"
    logging.structured.format.console: "ecs"
    berth.public-origin: {{ required "publicOrigin is required" .Values.publicOrigin | quote }}
    berth.test-origin: {{ .Values.testOrigin | quote }}
    berth.services.did-service.url: "http://{{ $name }}-did-service:8081"
    spring.kafka.properties.sasl.jaas.config: 'org.apache.kafka.common.security.scram.ScramLoginModule required username="did-service" password="${kafka.password}";'
    berth.secrets.active: "k1"
    spring.r2dbc.url: "r2dbc:{{ include "berth.postgresql" (list . "berth_did" "sslMode") }}"
    spring.r2dbc.username: "berth_did_app"
    spring.flyway.url: "jdbc:{{ include "berth.postgresql" (list . "berth_did" "sslmode") }}"
    spring.flyway.placeholders.runtime_role: "berth_did_app"
    spring.mail.host: {{ .Values.smtp.host | quote }}
    spring.mail.port: {{ .Values.smtp.port | quote }}
    berth.did.mail.from: {{ .Values.smtp.from | quote }}
    berth.events.identities.active: "did1"
    berth.events.revocations.active: "did1"
  secrets:
    kafka.password: kafka-did-password
    spring.r2dbc.password: did-app-password
    berth.did.tokens.keys: token-keys
    berth.did.tokens.refresh-key: refresh-key
    berth.did.codes.key: codes-key
    berth.events.identities.keys.did1: events-identities-did
    berth.events.orders.keys.pay1: events-orders-pay
    berth.events.revocations.keys.did1: events-revocations-did
    berth.vouch.accepts.gateway: vouch-gateway-did
    berth.vouch.accepts.pay-service: vouch-pay-did
    berth.vouch.accepts.callback-service: vouch-callback-did
    berth.secrets.keys.k1: sealing-key
    berth.pages.csrf-key: csrf-key
pay-service:
  port: 8082
  management: 9082
  calls: [did-service]
  outbound: true
  database: berth_pay
  env:
    spring.kafka.bootstrap-servers: {{ required "kafka.bootstrapServers is required" .Values.kafka.bootstrapServers | quote }}
    spring.kafka.security.protocol: {{ .Values.kafka.securityProtocol | quote }}
    spring.kafka.properties.sasl.mechanism: {{ .Values.kafka.saslMechanism | quote }}
    berth.kafka.replication-factor: {{ .Values.kafka.replicationFactor | quote }}
    spring.config.import: "configtree:/etc/berth/secrets/"
    server.address: "0.0.0.0"
    management.server.address: "0.0.0.0"
    logging.structured.format.console: "ecs"
    berth.public-origin: {{ required "publicOrigin is required" .Values.publicOrigin | quote }}
    berth.test-origin: {{ .Values.testOrigin | quote }}
    berth.services.did-service.url: "http://{{ $name }}-did-service:8081"
    spring.kafka.properties.sasl.jaas.config: 'org.apache.kafka.common.security.scram.ScramLoginModule required username="pay-service" password="${kafka.password}";'
    berth.secrets.active: "k1"
    spring.r2dbc.url: "r2dbc:{{ include "berth.postgresql" (list . "berth_pay" "sslMode") }}"
    spring.r2dbc.username: "berth_pay_app"
    spring.flyway.url: "jdbc:{{ include "berth.postgresql" (list . "berth_pay" "sslmode") }}"
    spring.flyway.placeholders.runtime_role: "berth_pay_app"
    berth.events.orders.active: "pay1"
    berth.events.refusals.active: "pay1"
  secrets:
    kafka.password: kafka-pay-password
    spring.r2dbc.password: pay-app-password
    berth.events.orders.keys.pay1: events-orders-pay
    berth.events.deliveries.keys.callback1: events-deliveries-callback
    berth.events.identities.keys.did1: events-identities-did
    berth.events.refusals.keys.pay1: events-refusals-pay
    berth.vouch.sends.did-service: vouch-pay-did
    berth.vouch.accepts.gateway: vouch-gateway-pay
    berth.vouch.accepts.callback-service: vouch-callback-pay
    berth.secrets.keys.k1: sealing-key
    berth.pages.csrf-key: csrf-key
callback-service:
  port: 8083
  management: 9083
  calls: [did-service, pay-service]
  outbound: true
  database: berth_callback
  env:
    spring.kafka.bootstrap-servers: {{ required "kafka.bootstrapServers is required" .Values.kafka.bootstrapServers | quote }}
    spring.kafka.security.protocol: {{ .Values.kafka.securityProtocol | quote }}
    spring.kafka.properties.sasl.mechanism: {{ .Values.kafka.saslMechanism | quote }}
    berth.kafka.replication-factor: {{ .Values.kafka.replicationFactor | quote }}
    spring.config.import: "configtree:/etc/berth/secrets/"
    server.address: "0.0.0.0"
    management.server.address: "0.0.0.0"
    logging.structured.format.console: "ecs"
    berth.public-origin: {{ required "publicOrigin is required" .Values.publicOrigin | quote }}
    berth.test-origin: {{ .Values.testOrigin | quote }}
    berth.services.did-service.url: "http://{{ $name }}-did-service:8081"
    spring.kafka.properties.sasl.jaas.config: 'org.apache.kafka.common.security.scram.ScramLoginModule required username="callback-service" password="${kafka.password}";'
    berth.secrets.active: "k1"
    spring.r2dbc.url: "r2dbc:{{ include "berth.postgresql" (list . "berth_callback" "sslMode") }}"
    spring.r2dbc.username: "berth_callback_app"
    spring.flyway.url: "jdbc:{{ include "berth.postgresql" (list . "berth_callback" "sslmode") }}"
    spring.flyway.placeholders.runtime_role: "berth_callback_app"
    berth.services.pay-service.url: "http://{{ $name }}-pay-service:8082"
    berth.events.deliveries.active: "callback1"
  secrets:
    kafka.password: kafka-callback-password
    spring.r2dbc.password: callback-app-password
    berth.events.orders.keys.pay1: events-orders-pay
    berth.events.deliveries.keys.callback1: events-deliveries-callback
    berth.vouch.sends.did-service: vouch-callback-did
    berth.vouch.sends.pay-service: vouch-callback-pay
    berth.vouch.accepts.gateway: vouch-gateway-callback
    berth.secrets.keys.k1: sealing-key
console:
  port: 8084
  management: 9084
  calls: [gateway, did-service]
  outbound: false
  env:
    spring.kafka.bootstrap-servers: {{ required "kafka.bootstrapServers is required" .Values.kafka.bootstrapServers | quote }}
    spring.kafka.security.protocol: {{ .Values.kafka.securityProtocol | quote }}
    spring.kafka.properties.sasl.mechanism: {{ .Values.kafka.saslMechanism | quote }}
    berth.kafka.replication-factor: {{ .Values.kafka.replicationFactor | quote }}
    spring.config.import: "configtree:/etc/berth/secrets/"
    server.address: "0.0.0.0"
    management.server.address: "0.0.0.0"
    logging.structured.format.console: "ecs"
    berth.public-origin: {{ required "publicOrigin is required" .Values.publicOrigin | quote }}
    berth.test-origin: {{ .Values.testOrigin | quote }}
    berth.services.did-service.url: "http://{{ $name }}-did-service:8081"
    spring.kafka.properties.sasl.jaas.config: 'org.apache.kafka.common.security.scram.ScramLoginModule required username="console" password="${kafka.password}";'
    berth.services.gateway.url: "http://{{ $name }}-gateway:8080"
    berth.console.management.gateway: "http://{{ $name }}-gateway-management:9080"
    berth.console.management.did-service: "http://{{ $name }}-did-service-management:9081"
    berth.console.management.pay-service: "http://{{ $name }}-pay-service-management:9082"
    berth.console.management.callback-service: "http://{{ $name }}-callback-service-management:9083"
    berth.console.management.console: "http://{{ $name }}-console-management:9084"
  secrets:
    kafka.password: kafka-console-password
    berth.events.refusals.keys.gateway1: events-refusals-gateway
    berth.events.refusals.keys.pay1: events-refusals-pay
    berth.vouch.sends.gateway: vouch-console-gateway
    berth.vouch.accepts.gateway: vouch-gateway-console
    berth.pages.csrf-key: csrf-key
{{- end }}

{{/* What each migration job is told. */}}
{{- define "berth.migrations" -}}
did-service:
  env:
    spring.config.import: "configtree:/etc/berth/secrets/"
    logging.structured.format.console: "ecs"
    spring.flyway.url: "jdbc:{{ include "berth.postgresql" (list . "berth_did" "sslmode") }}"
    spring.flyway.user: "berth_did_owner"
    spring.flyway.placeholders.runtime_role: "berth_did_app"
  secrets:
    spring.flyway.password: did-owner-password
pay-service:
  env:
    spring.config.import: "configtree:/etc/berth/secrets/"
    logging.structured.format.console: "ecs"
    spring.flyway.url: "jdbc:{{ include "berth.postgresql" (list . "berth_pay" "sslmode") }}"
    spring.flyway.user: "berth_pay_owner"
    spring.flyway.placeholders.runtime_role: "berth_pay_app"
  secrets:
    spring.flyway.password: pay-owner-password
callback-service:
  env:
    spring.config.import: "configtree:/etc/berth/secrets/"
    logging.structured.format.console: "ecs"
    spring.flyway.url: "jdbc:{{ include "berth.postgresql" (list . "berth_callback" "sslmode") }}"
    spring.flyway.user: "berth_callback_owner"
    spring.flyway.placeholders.runtime_role: "berth_callback_app"
  secrets:
    spring.flyway.password: callback-owner-password
{{- end }}
