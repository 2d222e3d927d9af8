#!/usr/bin/env bash
# Gives this machine a running Docker engine with compose and buildx, from Debian packages only; safe to run again.
# Does nothing where an engine and `docker compose` already answer.
#   docker-up.sh          install what is missing, start dockerd if none answers, wait until it does
#   docker-up.sh stop     end the dockerd that this script started
set -euo pipefail
WAIT=${DOCKER_UP_WAIT:-60}     # seconds
STATE=/var/lib/docker-up LOG=/var/log/dockerd.log PIDFILE=/var/run/docker.pid
export DEBIAN_FRONTEND=noninteractive

say() { echo "docker-up: $*"; }
answers() { docker version >/dev/null 2>&1; }
compose_ok() { docker compose version 2>/dev/null | grep -qE 'v?(2|[3-9]|[0-9]{2,})\.'; }
buildx_ok() { docker buildx version >/dev/null 2>&1; }
runs() { case $(readlink "/proc/$1/exe" 2>/dev/null) in */"$2" | */"$2 (deleted)") ;; *) return 1 ;; esac }

# Debian 12's engine is old and has no compose v2, so Debian 13's packages are unpacked beside the system. A private apt
# fetches them: neither this machine's package sources nor its libc are touched.
download_trixie() { # PACKAGE...: into the current folder
  local apt=$STATE/apt sources=/etc/apt/sources.list.d/debian.sources mirror key
  mirror=$(sed -n 's/^URIs: *//p' "$sources" 2>/dev/null | head -1)
  [ -n "$mirror" ] || mirror=$(awk '$1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /^http/) { print $i; exit } }' /etc/apt/sources.list)
  key=/usr/share/keyrings/debian-archive-keyring.gpg
  [ ! -e "${key%.gpg}.pgp" ] || key=${key%.gpg}.pgp
  mkdir -p "$apt"/{etc/apt.conf.d,etc/preferences.d,lists/partial,cache/archives/partial}
  : >"$apt/status"
  cp /etc/apt/apt.conf.d/* "$apt/etc/apt.conf.d/" 2>/dev/null || true
  echo "deb [signed-by=$key] $mirror trixie main" >"$apt/etc/sources.list"
  cat >"$apt/apt.conf" <<CONF
Dir::Etc "$apt/etc"; Dir::Etc::parts "apt.conf.d"; Dir::Etc::sourcelist "sources.list"; Dir::Etc::sourceparts "none.d";
Dir::State::lists "$apt/lists"; Dir::State::status "$apt/status"; Dir::Cache "$apt/cache"; APT::Sandbox::User "root";
Acquire::Languages "none"; APT::Architecture "$(dpkg --print-architecture)";
CONF
  APT_CONFIG=$apt/apt.conf apt-get -qq -o Acquire::Retries=3 update
  APT_CONFIG=$apt/apt.conf apt-get -qq -o Acquire::Retries=3 download "$@"
}

install_missing() {
  [ "$(id -u)" = 0 ] || { say "no engine answers and this is not root: start Docker by hand"; exit 1; }
  mkdir -p $STATE
  local debian=() trixie=() downloads plugin
  command -v iptables >/dev/null || debian+=(iptables)
  command -v ip >/dev/null || debian+=(iproute2)
  command -v tini-static >/dev/null || debian+=(tini)     # what docker-init is, for `init: true`
  compose_ok || trixie+=(docker-compose)
  buildx_ok || trixie+=(docker-buildx)
  command -v docker >/dev/null || trixie+=(docker-cli)
  if ! answers; then
    command -v containerd >/dev/null && command -v runc >/dev/null || debian+=(containerd runc)
    [ -x $STATE/root/usr/sbin/dockerd ] || trixie+=(docker.io)
  fi
  if [ ${#debian[@]} -gt 0 ]; then
    apt-get -qq -o DPkg::Lock::Timeout=120 -o Acquire::Retries=3 update
    apt-get -qq -o DPkg::Lock::Timeout=120 -o Acquire::Retries=3 install -y --no-install-recommends "${debian[@]}" >/dev/null
    say "installed ${debian[*]}"
  fi
  if [ ${#trixie[@]} -gt 0 ]; then
    downloads=$(mktemp -d)
    (cd "$downloads" && download_trixie "${trixie[@]}")
    for deb in "$downloads"/*.deb; do dpkg-deb -x "$deb" $STATE/root; done
    rm -rf "$downloads"
    say "unpacked ${trixie[*]} of Debian 13"
  fi
  mkdir -p /usr/local/lib/docker/cli-plugins $STATE/root/usr/bin
  for plugin in docker-compose docker-buildx; do
    [ ! -e $STATE/root/usr/libexec/docker/cli-plugins/$plugin ] ||
      ln -sfn $STATE/root/usr/libexec/docker/cli-plugins/$plugin /usr/local/lib/docker/cli-plugins/$plugin
  done
  command -v docker >/dev/null || ln -sfn $STATE/root/usr/bin/docker /usr/local/bin/docker
  ln -sfn "$(command -v tini-static)" $STATE/root/usr/bin/docker-init
}

start_engine() {
  mountpoint -q /sys/fs/cgroup || mount -t cgroup2 none /sys/fs/cgroup   # a machine without systemd may have none
  # Files of a killed engine: their numbers may be other processes' by now.
  local pair
  for pair in $PIDFILE:dockerd /var/run/docker/containerd/containerd.pid:containerd; do
    [ ! -e "${pair%%:*}" ] || runs "$(cat "${pair%%:*}")" "${pair##*:}" || rm -f "${pair%%:*}"
  done
  if [ -e $PIDFILE ]; then
    say "dockerd $(cat $PIDFILE) runs but does not answer yet"
    return
  fi
  # Published ports on loopback only, unless a test asks for another address.
  PATH=$STATE/root/usr/sbin:$STATE/root/usr/bin:$PATH setsid nohup dockerd --ip 127.0.0.1 --group root \
    --default-network-opt bridge=com.docker.network.bridge.host_binding_ipv4=127.0.0.1 \
    --log-level warn >>$LOG 2>&1 </dev/null &
  echo $! >$STATE/pid
}

wait_ready() {
  local end=$((SECONDS + WAIT))
  until answers; do
    if [ $SECONDS -ge $end ] || { [ -e $STATE/pid ] && ! kill -0 "$(cat $STATE/pid)" 2>/dev/null && ! [ -e $PIDFILE ]; }; then
      say "dockerd is not ready; the end of $LOG:"
      tail -20 $LOG
      exit 1
    fi
    sleep 0.1
  done
}

stop_engine() {
  [ -e $STATE/pid ] || return 0
  local pid
  pid=$(cat $STATE/pid)
  rm -f $STATE/pid
  runs "$pid" dockerd || return 0
  kill "$pid"
  for _ in $(seq 150); do runs "$pid" dockerd || return 0; sleep 0.1; done
  say "dockerd $pid did not end"
  return 1
}

case ${1:-up} in
  stop) stop_engine ;;
  up)
    if answers && compose_ok && buildx_ok; then say "an engine already answers"; else
      install_missing
      answers || start_engine
      wait_ready
    fi
    say "engine $(docker version -f '{{.Server.Version}}'), compose $(docker compose version --short), $(docker buildx version | awk '{ print "buildx " $2 }')"
    ;;
  *) say "usage: docker-up.sh [up|stop]"; exit 2 ;;
esac
