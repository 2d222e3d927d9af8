# One image for all parts of the demo; DEMO_ROLE says which one a container is. The jar is built outside:
#   mvn -B -q -DskipTests -am -pl registry-demo package && docker compose up --build
ARG JRE_IMAGE=eclipse-temurin:25-jre

FROM ${JRE_IMAGE} AS unpacked
WORKDIR /unpacked
COPY registry-demo/target/registry-demo.jar demo.jar
RUN java -Djarmode=tools -jar demo.jar extract --layers --destination layers

FROM ${JRE_IMAGE}
WORKDIR /demo
# The rarely changing first, so that a rebuild replaces one small layer.
COPY --from=unpacked /unpacked/layers/dependencies/ ./
COPY --from=unpacked /unpacked/layers/spring-boot-loader/ ./
COPY --from=unpacked /unpacked/layers/snapshot-dependencies/ ./
COPY --from=unpacked /unpacked/layers/application/ ./
USER 10001:10001
# Requests, and the mesh. Loopback would be a mesh of one; who may come in is up to the container's network.
ENV SERVER_PORT=8080 STARLING_PORT=7946 STARLING_BIND_ADDRESS=0.0.0.0
EXPOSE 8080 7946
HEALTHCHECK --interval=3s --timeout=3s --start-period=60s --retries=2 CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200'"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", "demo.jar"]
