#!/usr/bin/env bash
# Hosts of one machine: each a network namespace, plugged into one of two switches that a cable joins. The switches live
# in a namespace, too, so nothing appears in the machine's own network, and nothing that hosts send can leave it.
# Run by the hosts benchmark; by hand, as root, `network.sh sweep` removes what a killed run has left behind.
#
#   claim          takes the names for the process that runs this; refuses if they are taken
#   sweep          does `down`, but refuses if the process that claimed still runs
#   up N           makes hosts 1 to N, and prints the address of each
#   down           ends what runs in the hosts, and removes all of it
#   unplug I       takes host I off its switch: its own packets and those for it vanish in silence
#   plug I         puts it back
#   part, join     pulls and plugs the cable between the switches: hosts of odd and of even numbers are on different ones
#   loss PERCENT   lets each host lose so many of the packets that arrive, loopback excepted
#   oneway A B     lets B lose all that A sends
#   dropped        prints for each host that loses packets how many arrived, and how many of them it lost
#   heal           ends loss and one-way cuts
#
# Needs from the kernel: network namespaces, veth, bridge, and the iptables matches "statistic" and "comment".
set -euo pipefail

SWITCH=starling-switch
HOST=starling-h
NET=10.88
OWNER=/run/starling-hosts.pid

address() { echo "$NET.$((($1 - 1) / 250)).$((($1 - 1) % 250 + 1))"; }
hosts() { ip netns list | awk '{print $1}' | grep -E "^$HOST[0-9]+$" || true; }

check() {
	[ "$(id -u)" = 0 ] || { echo "Network namespaces need root" >&2; exit 2; }
	command -v ip > /dev/null || { echo "There is no 'ip': install the package iproute2" >&2; exit 2; }
	command -v iptables > /dev/null || { echo "There is no 'iptables': install the package iptables" >&2; exit 2; }
}

claim() {
	mkdir -p /run/netns
	# Only one of two that try at once can make the file behind the name.
	if ! ip netns add $SWITCH 2> /dev/null; then
		refuse_if_owned
		echo "A run that was killed has left its hosts behind: --down removes them" >&2
		exit 3
	fi
	echo "$PPID" > $OWNER
}

refuse_if_owned() {
	local owner
	owner=$(cat $OWNER 2> /dev/null || true)
	if [ -n "$owner" ] && [ -d "/proc/$owner" ]; then
		echo "Another run is under way: process $owner has the hosts" >&2
		exit 3
	fi
}

# The kernel has one neighbour table for all namespaces, the machine's own among them. N hosts that all talk to each other
# fill N*N entries, and past gc_thresh3 (1024) even the machine's own look-ups fail. The limits stay raised: others may
# have come to need them.
raise_neighbour_limits() {
	local entries=$1 threshold
	for threshold in 1 2 3; do
		local file=/proc/sys/net/ipv4/neigh/default/gc_thresh$threshold
		[ "$(cat $file)" -ge "$entries" ] || echo "$entries" > $file
		entries=$((entries * 2))
	done
}

switches() {
	local side
	echo "link set lo up"
	for side in 0 1; do echo "link add switch$side type bridge forward_delay 0 mcast_snooping 0"; done
	echo "link add cable0 type veth peer name cable1"
	for side in 0 1; do echo "link set switch$side up"; echo "link set cable$side master switch$side up"; done
}

up() {
	local n=$1 i
	[ $((n * n)) -le 800 ] || raise_neighbour_limits $((n * n))
	switches | ip -n $SWITCH -batch -
	for i in $(seq "$n"); do echo "netns add $HOST$i"; done | ip -batch -
	for i in $(seq "$n"); do
		echo "link add p$i type veth peer name eth0 netns $HOST$i"
		echo "link set p$i master switch$((i % 2)) up"
	done | ip -n $SWITCH -batch -
	for i in $(seq "$n"); do
		printf 'link set lo up\naddr add %s/16 dev eth0\nlink set eth0 up\n' "$(address "$i")" | ip -n $HOST"$i" -batch -
		# `ip netns exec` puts this over /etc/hosts: without any name server, a host must find itself.
		mkdir -p /etc/netns/$HOST"$i"
		printf '127.0.0.1 localhost\n127.0.1.1 %s\n' "$(hostname)" > /etc/netns/$HOST"$i"/hosts
		address "$i"
	done
}

down() {
	local ns pid
	# By the names that `claim` took: whatever lives in these namespaces was started by a run. A frozen process needs KILL.
	for ns in $(hosts); do
		for pid in $(ip netns pids "$ns"); do kill -KILL "$pid" 2> /dev/null || true; done
		ip netns del "$ns"
		rm -rf "/etc/netns/$ns"
	done
	if ip netns list | grep -qE "^$SWITCH( |$)"; then ip netns del $SWITCH; fi
	rm -f $OWNER
}

on_all() { local ns; for ns in $(hosts); do ip netns exec "$ns" "$@"; done; }

check
command=$1
shift
case $command in
	claim) claim ;;
	# Whoever interrupts has to wait for these: half a network is worse.
	up) trap '' INT TERM; up "$1" ;;
	down) trap '' INT TERM; down ;;
	sweep) refuse_if_owned; down ;;
	unplug) ip -n $SWITCH link set "p$1" down ;;
	plug) ip -n $SWITCH link set "p$1" up ;;
	part) ip -n $SWITCH link set cable0 down ;;
	join) ip -n $SWITCH link set cable0 up ;;
	loss)
		on_all iptables -w -A INPUT ! -i lo -m comment --comment arrived
		on_all iptables -w -A INPUT ! -i lo -m statistic --mode random --probability "$(awk "BEGIN { print $1 / 100 }")" -j DROP
		;;
	oneway)
		ip netns exec "$HOST$2" iptables -w -A INPUT ! -i lo -m comment --comment arrived
		ip netns exec "$HOST$2" iptables -w -A INPUT -s "$(address "$1")" -j DROP
		;;
	dropped) on_all iptables -w -nvxL INPUT | awk '/arrived/ { arrived = $1 } $3 == "DROP" { print arrived, $1 }' ;;
	heal) on_all iptables -w -F INPUT ;;
	*) echo "No such command: $command" >&2; exit 2 ;;
esac
