# syntax=docker/dockerfile:1
# ./berth without a JDK on the host: docker build -f deploy/tools.Dockerfile -t berth/tools .
# It has the layout of a checkout that is built, so that the same script runs it.

FROM eclipse-temurin:25-jdk AS build
ARG REVISION=0.1.0-SNAPSHOT
WORKDIR /berth
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -ntp -Drevision="${REVISION}" -Dmaven.test.skip=true -Dspotless.check.skip=true \
    -Dspring-boot.repackage.skip=true -pl standalone -am package

FROM eclipse-temurin:25-jdk
LABEL org.opencontainers.image.title="Berth tools" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin berth \
 && install -d -o berth /data /backup
WORKDIR /berth
COPY --from=build /berth/berth ./
COPY --from=build /berth/.mvn/find-jdk .mvn/
COPY --from=build /berth/standalone/target/lib/ standalone/target/lib/
COPY --from=build /berth/standalone/target/standalone-*.jar standalone/target/
RUN touch standalone/target/berth.stamp && ln -s /data .berth
USER 10001
# Where ./berth keeps its data unless --data says otherwise.
VOLUME /data /backup
ENTRYPOINT ["/berth/berth"]
