#!/bin/sh
# personctl-mock exec -- sh test.sh
#
# What Maven or Gradle do, with the jars of Debian's package junit5. JUNIT names others.
set -eu
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
jars=${JUNIT:-$(printf '%s:' /usr/share/java/junit-jupiter*.jar /usr/share/java/junit-platform*.jar \
  /usr/share/java/opentest4j*.jar /usr/share/java/apiguardian-api.jar /usr/share/java/univocity-parsers.jar \
  /usr/share/java/picocli.jar)}
javac -Werror -d "$classes" -cp "$jars" ./*.java
java -cp "$jars$classes" org.junit.platform.console.ConsoleLauncher --disable-banner \
  --fail-if-no-tests --details=tree --scan-classpath "$classes"
