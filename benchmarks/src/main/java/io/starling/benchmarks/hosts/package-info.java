/**
 * A mesh of real processes, each alone in a network namespace that plays a host, and what
 * it does when processes and hosts die, freeze, lose packets and are cut off from each
 * other. Start with {@link io.starling.benchmarks.hosts.HostsCommand}; an
 * {@link io.starling.benchmarks.hosts.Experiment} causes one kind of trouble, and takes
 * its figures from the {@link io.starling.benchmarks.hosts.Event}s that every
 * {@link io.starling.benchmarks.hosts.HostNode} prints.
 * <p>
 * All times are microseconds of {@link System#nanoTime()}, which on Linux counts from the
 * start of the machine and so agrees between its processes. Needs Linux, root, iproute2
 * and iptables.
 */
@NullMarked
package io.starling.benchmarks.hosts;

import org.jspecify.annotations.NullMarked;
