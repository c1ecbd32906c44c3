# syntax=docker/dockerfile:1
# One file for every service: docker build --build-arg SERVICE=did-service --build-arg MANAGEMENT_PORT=9081 .
# docker compose build does it for all of them; they share the first stage.

FROM eclipse-temurin:25-jdk AS build
ARG REVISION=0.1.0-SNAPSHOT
WORKDIR /berth
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -ntp -Drevision="${REVISION}" -Dmaven.test.skip=true -Dspotless.check.skip=true \
    -pl gateway,did-service,pay-service,callback-service,console -am package

FROM eclipse-temurin:25-jdk AS layers
ARG SERVICE
WORKDIR /layers
COPY --from=build /berth/${SERVICE}/target/*-exec.jar service.jar
RUN java -Djarmode=tools -jar service.jar extract --layers --destination extracted

FROM eclipse-temurin:25-jre
ARG SERVICE
ARG MANAGEMENT_PORT
LABEL org.opencontainers.image.title="Berth ${SERVICE}" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin berth
WORKDIR /berth
# What changes least comes first, so that an update sends kilobytes instead of all libraries.
COPY --from=layers /layers/extracted/dependencies/ ./
COPY --from=layers /layers/extracted/spring-boot-loader/ ./
COPY --from=layers /layers/extracted/snapshot-dependencies/ ./
COPY --from=layers /layers/extracted/application/ ./
COPY deploy/healthcheck ./
USER 10001
ENV MANAGEMENT_SERVER_PORT=${MANAGEMENT_PORT}
HEALTHCHECK --interval=10s --timeout=3s --start-period=90s --retries=3 CMD ["/berth/healthcheck"]
# docs/operating.md says why these. JAVA_TOOL_OPTIONS adds others; what stands here wins.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:MaxDirectMemorySize=96m", "-Xss512k", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Dio.netty.leakDetection.samplingInterval=4096", "-jar", "service.jar"]
