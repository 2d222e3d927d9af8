#!/usr/bin/env bash
# Makes, with no container registry, two local images from what the machine has:
#   local/jre:25            stand-in for eclipse-temurin:25-jre: JRE, bash, coreutils-like tools; like that image it has
#                           no curl, wget, nc, ip or iptables
#   local/nettools:latest   ip, tc, ss, iptables, curl: a side-car that cuts networks in tests
# An image is made again only if its inputs changed (label "inputs").
set -euo pipefail
JRE_IMAGE=${JRE_IMAGE:-local/jre:25}
NETTOOLS_IMAGE=${NETTOOLS_IMAGE:-local/nettools:latest}
export DEBIAN_FRONTEND=noninteractive

find_jdk() { # MAJOR
  local dir
  for dir in /usr/lib/jvm/*; do
    [ -x "$dir/bin/jlink" ] && grep -q "^JAVA_VERSION=\"$1[\".]" "$dir/release" 2>/dev/null && echo "$dir" && return
  done
  return 1
}
JDK=$(find_jdk 25 || find_jdk 17) || { echo "make-base-images: no JDK with jlink under /usr/lib/jvm"; exit 1; }

need=()
command -v busybox >/dev/null || need+=(busybox-static)
command -v iptables >/dev/null || need+=(iptables)
command -v tc >/dev/null || need+=(iproute2)
command -v curl >/dev/null || need+=(curl)
if [ ${#need[@]} -gt 0 ]; then
  apt-get -qq -o DPkg::Lock::Timeout=120 -o Acquire::Retries=3 update
  apt-get -qq -o DPkg::Lock::Timeout=120 -o Acquire::Retries=3 install -y --no-install-recommends "${need[@]}" >/dev/null
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
lib=$(dirname "$(ldconfig -p | awk '/libc\.so\.6/ { print $NF; exit }')")
inputs=$({ cat "$0" "$JDK/release"; dpkg-query -W libc6 busybox-static bash dash iproute2 iptables curl 2>/dev/null || true; } |
  sha256sum | cut -c1-16)

up_to_date() { [ "$(docker image inspect -f '{{ index .Config.Labels "inputs" }}' "$1" 2>/dev/null)" = "$inputs" ]; }

libraries() { # ROOT FILE...: copies what the files link to
  local root=$1 file
  shift
  ldd "$@" 2>/dev/null | awk '/:$/ { next } /=> \// { print $3; next } $1 ~ /^\// { print $1 }' | sort -u |
    while read -r file; do
      case $file in "$JDK"/*) continue ;; esac
      mkdir -p "$root$(dirname "$file")"
      [ -e "$root$file" ] || cp -L "$file" "$root$file"
    done
}

tool() { # ROOT NAME: the real program instead of busybox's
  local program
  program=$(command -v "$2")
  rm -f "$1/bin/$2"
  cp -L "$program" "$1/usr/bin/$2"
  libraries "$1" "$program"
}

skeleton() { # ROOT APPLETS-TO-LEAVE-OUT
  local root=$1 applet name
  mkdir -p "$root"/{bin,sbin,etc,proc,sys,dev,root,home,run,opt,lib,lib64,usr/{bin,sbin,lib},var/log}
  mkdir -m 1777 "$root/tmp" "$root/var/tmp"
  ln -s ../run "$root/var/run"
  cp "$(command -v busybox)" "$root/bin/busybox"
  for applet in $("$root/bin/busybox" --list | grep -v -x -E "$2|busybox|sh|ash|bash"); do
    ln -s busybox "$root/bin/$applet"
  done
  printf 'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/:/bin/false\n' >"$root/etc/passwd"
  printf 'root:x:0:\nnogroup:x:65534:\n' >"$root/etc/group"
  printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"
  printf 'ID=local-base\nPRETTY_NAME="local stand-in base (not for release)"\n' >"$root/etc/os-release"
  cp -L /bin/dash "$root/bin/sh"
  cp -L /bin/bash "$root/bin/bash"
  ln -s /bin/bash "$root/usr/bin/bash"
  libraries "$root" /bin/dash /bin/bash
  tool "$root" getent
  mkdir -p "$root$lib"
  for name in libnss_dns.so.2 libnss_files.so.2 libresolv.so.2; do
    [ ! -e "$lib/$name" ] || cp -L "$lib/$name" "$root$lib/"
  done
}

import() { # ROOT IMAGE --change ...
  local root=$1 image=$2
  shift 2
  ldconfig -r "$root" 2>/dev/null || true
  tar -C "$root" --numeric-owner --owner=0 --group=0 -cf - . | docker import "$@" --change "LABEL inputs=$inputs" - "$image" >/dev/null
  docker image inspect -f '{{ index .RepoTags 0 }}: {{ .Size }} bytes' "$image"
}

make_jre() {
  local root=$work/jre modules
  skeleton "$root" 'wget|nc|netcat|ping6?|ip|tc|ifconfig|route|arp|arping|nslookup|traceroute6?|telnet|ftpget|ftpput|httpd|udhcpc|udhcpd|brctl|ipcalc|nsenter|unshare|vi|adduser|addgroup|deluser|delgroup'
  mkdir -p "$root/opt/java"
  modules=$("$JDK/bin/java" --list-modules | sed 's/@.*//' | grep -v -E '^jdk\.(compiler|jlink|jpackage|javadoc|jshell|jdeps|jartool|jconsole|jstatd|jcmd|jdi|attach|editpad|hotspot\.agent|internal\.(ed|le|opt|md)|incubator)|^java\.smartcardio' | paste -sd,)
  "$JDK/bin/jlink" --add-modules "$modules" --no-header-files --no-man-pages --output "$root/opt/java/openjdk"
  libraries "$root" "$JDK/bin/java" "$JDK"/lib/lib{java,net,nio,zip,jimage,verify}.so "$JDK/lib/server/libjvm.so"
  "$root/opt/java/openjdk/bin/java" -Xshare:dump -Xlog:disable -Xlog:all=error >/dev/null 2>&1 || true   # the public image has it
  import "$root" "$JRE_IMAGE" --change 'ENV JAVA_HOME=/opt/java/openjdk' --change 'ENV LANG=C.UTF-8' \
    --change 'ENV PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
}

make_nettools() {
  local root=$work/nettools name iptables
  skeleton "$root" 'ip|tc|wget'
  for name in ip tc ss curl; do tool "$root" "$name"; done
  iptables=$(readlink -f "$(command -v iptables-nft)")
  cp "$iptables" "$root/usr/sbin/xtables-nft-multi"
  libraries "$root" "$iptables"
  for name in iptables iptables-save iptables-restore ip6tables; do ln -s xtables-nft-multi "$root/usr/sbin/$name"; done
  mkdir -p "$root/usr$lib"
  cp -rL "/usr/lib/$(basename "$lib")/xtables" "$root/usr/lib/$(basename "$lib")/"
  import "$root" "$NETTOOLS_IMAGE" --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
    --change 'CMD ["sleep","infinity"]'
}

if up_to_date "$JRE_IMAGE"; then echo "$JRE_IMAGE is up to date"; else make_jre; fi
if up_to_date "$NETTOOLS_IMAGE"; then echo "$NETTOOLS_IMAGE is up to date"; else make_nettools; fi
